/** From orders to send messages to webhooks to reports of what came of it. */
@org.jspecify.annotations.NullMarked
package io.roundtable.runtime.courier;

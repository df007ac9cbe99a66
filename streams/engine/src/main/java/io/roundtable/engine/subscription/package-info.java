/** How the events of a workspace reach the subscriptions to them. */
@org.jspecify.annotations.NullMarked
package io.roundtable.engine.subscription;

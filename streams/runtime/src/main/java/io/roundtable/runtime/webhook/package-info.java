/**
 * The outbound half of webhooks: from a URL, secrets and a body to what became of it. It knows neither Kafka nor the
 * engine, and it never tries again: that is the engine's to decide.
 */
@NullMarked
package io.roundtable.runtime.webhook;

import org.jspecify.annotations.NullMarked;

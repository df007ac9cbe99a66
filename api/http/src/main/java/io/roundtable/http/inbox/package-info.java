/** Inboxes over HTTP: receiving messages under leases, and saying what became of them. */
@NullMarked
@Configuration
@Requires(property = "roundtable.api.enabled", value = "true")
package io.roundtable.http.inbox;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;

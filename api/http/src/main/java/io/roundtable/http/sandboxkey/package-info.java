/** The keys of sandboxes: made, listed and revoked over HTTP, and checked where one is shown. */
@NullMarked
@Configuration
@Requires(property = "roundtable.api.enabled", value = "true")
package io.roundtable.http.sandboxkey;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;

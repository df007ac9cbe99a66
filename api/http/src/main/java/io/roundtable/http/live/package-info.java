/** What this node keeps in memory of the newest events. */
@NullMarked
@Configuration
@Requires(property = "roundtable.api.enabled", value = "true")
package io.roundtable.http.live;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;

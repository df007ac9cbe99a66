/** How the installation fares, over HTTP and for operators. */
@NullMarked
@Configuration
@Requires(property = "roundtable.api.enabled", value = "true")
package io.roundtable.http.installation;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;

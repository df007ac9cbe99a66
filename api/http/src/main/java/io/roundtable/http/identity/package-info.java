/** Who calls: registration, login, sessions, and the tokens by which every request is known. */
@NullMarked
@Configuration
@Requires(property = "roundtable.api.enabled", value = "true")
package io.roundtable.http.identity;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;

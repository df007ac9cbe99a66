package io.roundtable.http.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.persistence.version.Version;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One version of a projection.
 *
 * @param schema where its tables are
 * @param definition of the release that filled it
 * @param currentDefinition of this release
 * @param action what to do where they differ
 */
@JsonInclude
record VersionResource(
        String projection,
        String schema,
        String state,
        int definition,
        int currentDefinition,
        Instant since,
        @Nullable String action) {

    static VersionResource of(Version version) {
        return new VersionResource(
                version.projection().wire(),
                version.schema(),
                version.state().name().toLowerCase(Locale.ROOT),
                version.definition(),
                version.projection().definition(),
                version.since(),
                version.isOutdated() && version.state().isFollowed()
                        ? "infra/roundtable replay rebuild --projection "
                                + version.projection().wire()
                        : null);
    }
}

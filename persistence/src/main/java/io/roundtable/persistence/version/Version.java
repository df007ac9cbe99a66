package io.roundtable.persistence.version;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A projection's tables in one schema.
 *
 * @param definition of the code that filled it, see {@link Projection#definition()}
 * @param since when it came into its state
 * @param predecessor the schema that was read when this one was switched to, and that a rollback leads back to; null
 *     where it never was
 */
public record Version(
        Projection projection,
        String schema,
        int definition,
        State state,
        Instant since,
        @Nullable String predecessor) {

    /** What a version is there for. */
    public enum State {
        /** Being filled; nobody keeps it current. */
        BUILDING,
        /** Kept current, not read: it may be switched to, or back to. */
        STANDBY,
        /** Kept current and read; one of each projection. */
        ACTIVE,
        /** As it was at some point in time, for looking at; nobody keeps it current. */
        FROZEN,
        /** Kept current no longer, and about to be dropped. */
        RETIRED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }

        /** Whether the projector writes it. */
        public boolean isFollowed() {
            return this == STANDBY || this == ACTIVE;
        }
    }

    /** Whether the code of this release makes other rows than it has. */
    public boolean isOutdated() {
        return definition != projection.definition();
    }
}

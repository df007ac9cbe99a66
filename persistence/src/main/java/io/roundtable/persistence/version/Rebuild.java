package io.roundtable.persistence.version;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Work on a whole version: filled from the log, compared, switched to or dropped.
 *
 * @param id {@code rb_…}
 * @param schema that is filled; empty as long as there is none
 * @param plan what was asked for
 * @param status how far it is
 */
public record Rebuild(String id, String schema, Plan plan, Status status) {

    /** All that it fills: a second one, named for the first, where it is a {@link Kind#DIFF}. */
    public List<String> schemas() {
        if (schema.isEmpty()) {
            return List.of();
        }
        return plan.kind() == Kind.DIFF ? List.of(schema, schema + "_then") : List.of(schema);
    }

    /** What it is for. */
    public enum Kind {
        /** A new version, to be switched to. */
        REBUILD,
        /** A version that is compared and dropped again. */
        VERIFY,
        /** Tables as they were, for looking at. */
        AS_OF,
        /** Tables as they were at two points, compared and dropped again. */
        DIFF;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is of the past: filled up to points that are named, and never kept current. */
        public boolean isOfThePast() {
            return this == AS_OF || this == DIFF;
        }
    }

    /** Whether anything is still to be done. */
    public enum State {
        QUEUED,
        RUNNING,
        PAUSED,
        /** Verified, kept current, and waiting for somebody to switch. */
        READY,
        DONE,
        FAILED,
        CANCELLED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isOver() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }

    /** What is being done. */
    public enum Phase {
        PREPARING,
        FILLING,
        INDEXING,
        COMPARING,
        FOLLOWING,
        SWITCHING;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What somebody wants of it. */
    public enum Wish {
        PAUSE,
        RESUME,
        CANCEL,
        SWITCH;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When a version that was made is switched to. */
    public enum When {
        /** By itself, once it is verified. */
        AUTO,
        /** Once it is verified and somebody says so. */
        MANUAL,
        /** By itself, though the version that is read differs: where that one's rows are the wrong ones. */
        ANYWAY;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was asked for.
     *
     * @param switching when it is switched to
     * @param points where it ends: one for {@link Kind#AS_OF}, two for {@link Kind#DIFF}, none for the others, which
     *     go on to where the live version is
     * @param workspace whose events become rows; null for all
     * @param requestedBy the user's id, or what the command line says
     */
    public record Plan(
            Kind kind,
            Set<Projection> projections,
            When switching,
            List<Point> points,
            @Nullable String workspace,
            String requestedBy,
            Instant requestedAt) {

        public Plan {
            projections = Set.copyOf(projections);
            points = List.copyOf(points);
            if (projections.isEmpty()) {
                throw new IllegalArgumentException("a rebuild has a projection");
            }
        }

        /** Whether somebody has asked for the same, whoever and whenever it was. */
        public boolean isSameAs(Plan other) {
            return kind == other.kind
                    && projections.equals(other.projections)
                    && switching == other.switching
                    && points.equals(other.points)
                    && Objects.equals(workspace, other.workspace);
        }

        /**
         * Whether it may be switched to though it has other rows than the version that is read: where somebody has said
         * so, and where an earlier release made that one, whose rows are other rows on purpose.
         */
        public boolean mayDifferFrom(Version read) {
            return kind == Kind.REBUILD && (switching == When.ANYWAY || read.isOutdated());
        }
    }

    /**
     * How far it is.
     *
     * @param wish not carried out yet; null where there is none
     * @param beatAt when its worker was last at it; null before it was
     * @param progress null before it began
     * @param comparison null as long as there is none
     * @param failure why it couldn't be done; null where it could
     */
    public record Status(
            State state,
            Phase phase,
            @Nullable Wish wish,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant beatAt,
            @Nullable Progress progress,
            @Nullable Comparison comparison,
            @Nullable String failure) {}

    /**
     * How far a phase is.
     *
     * @param done records read, or indexes made, since the phase began, resumed work included
     * @param total records to read, or indexes to make
     * @param perSecond over the last few seconds
     * @param secondsLeft at that pace; null where it isn't known
     */
    public record Progress(
            long done,
            long total,
            double perSecond,
            @Nullable Long secondsLeft) {}
}

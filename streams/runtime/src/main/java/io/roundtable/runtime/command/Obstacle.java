package io.roundtable.runtime.command;

/**
 * Why a partition can't go on, while others do.
 *
 * @param action what a person can do about it
 * @param kind what may end it
 */
record Obstacle(String reason, String action, Kind kind) {

    private static final String RUNBOOK = "see infra/docs/runbooks/engine-stopped.md";
    private static final String CHANGELOG_LOST =
            "where its changelog is lost, stop every engine and run 'roundtable replay engine'; " + RUNBOOK;

    enum Kind {
        /** It passes. */
        PASSING,
        /** Commands are gone, and a person may decide to go on without them. */
        COMMANDS_GONE,
        /** State and events don't fit each other. */
        STATE
    }

    static Obstacle passing(String reason) {
        return new Obstacle(
                reason, "wait: it looks again by itself; if it stays so, check that Kafka is well", Kind.PASSING);
    }

    static Obstacle commandsGone(long next, Logs.Extent log) {
        String reason = log.start() > next
                ? "commands from offset %d to %d are gone, and were never decided: retention overtook the engine"
                        .formatted(next, log.start() - 1)
                : "the log of commands ends at %d, before offset %d which is next: it has lost records, or was made anew"
                        .formatted(log.end(), next);
        return new Obstacle(reason, RUNBOOK, Kind.COMMANDS_GONE);
    }

    static Obstacle state(long sequence, long lastEvent) {
        String reason = "the state has come to event %d, and the log of events to %d: one of them has lost records"
                .formatted(sequence, lastEvent);
        return new Obstacle(reason, sequence < lastEvent ? CHANGELOG_LOST : RUNBOOK, Kind.STATE);
    }
}

package io.roundtable.persistence.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rung of a message's ladder.
 *
 * @param sequence of its event: its place in the order of the workspace
 * @param actor who gave the command; of {@value #QUEUED} whom the message was said for
 * @param until the deadline of a lease, or when the message is offered, again or for the first time
 */
public record StepView(
        long sequence,
        String step,
        Instant at,
        Actor actor,
        @Nullable Integer attempt,
        @Nullable String leaseId,
        @Nullable Instant until,
        @Nullable String reason,
        @Nullable String detail) {

    /** The first: the message was accepted, and is in its recipient's queue. */
    public static final String QUEUED = "queued";

    /**
     * Somebody.
     *
     * @param kind user, sandbox or system
     * @param id of a user or a sandbox; for the system, the name of the part that acts
     */
    public record Actor(String kind, String id) {

        /** As the tables keep it. */
        static Actor parse(String text) {
            int colon = text.indexOf(':');
            return new Actor(text.substring(0, colon), text.substring(colon + 1));
        }
    }
}

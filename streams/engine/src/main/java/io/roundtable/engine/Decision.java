package io.roundtable.engine;

import io.roundtable.contract.Event;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import java.util.List;

/** What becomes of a command. */
public sealed interface Decision {

    /**
     * The command holds.
     *
     * @param events what has happened, in order; none where all was already so
     * @param notes what only the engine's own state has to know
     * @param version the aggregate's, after the events
     * @param ids of what was made
     */
    record Accepted(List<Event> events, List<Note> notes, long version, List<String> ids) implements Decision {

        public Accepted {
            events = List.copyOf(events);
            notes = List.copyOf(notes);
            ids = List.copyOf(ids);
        }
    }

    /** The command is refused and changes nothing. */
    record Rejected(Rejection rejection) implements Decision {}

    static Decision accepted(long version, String id, Event event) {
        return new Accepted(List.of(event), List.of(), version, List.of(id));
    }

    /** Accepted with nothing to say: what was asked for is already so. */
    static Decision unchanged(long version, String id) {
        return new Accepted(List.of(), List.of(), version, List.of(id));
    }

    /** Accepted, and of interest to the engine alone. */
    static Decision noted(long version, String id, Note note) {
        return new Accepted(List.of(), List.of(note), version, List.of(id));
    }

    static Decision rejected(RejectionCode code, String detail) {
        return new Rejected(new Rejection(code, detail));
    }

    /** @param limit how much there may be */
    static Decision rejected(RejectionCode code, String detail, int limit) {
        return new Rejected(new Rejection(code, detail, limit));
    }
}

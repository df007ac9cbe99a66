package io.roundtable.runtime.command;

import io.roundtable.contract.Command;
import io.roundtable.contract.Event;
import io.roundtable.contract.WorkspaceCommand.ChangeWorkspace;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Deciders;
import io.roundtable.engine.Decision;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Note;
import io.roundtable.engine.Rows;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The rules of the house, with a bug that a certain name brings out. */
record FailingRules(Where where) implements Rules {

    static final String TRIGGER = "trigger";

    private static final Deciders DECIDERS = new Deciders();

    /** Where the bug is. */
    enum Where {
        DECIDE,
        EVOLVE
    }

    static Stream<FailingRules> all() {
        return Stream.of(Where.values()).map(FailingRules::new);
    }

    @Override
    public Decision decide(Rows state, Asked<? extends Command> asked) {
        if (where == Where.DECIDE
                && asked.command() instanceof ChangeWorkspace change
                && change.patch().text().contains(TRIGGER)) {
            throw new IllegalStateException("on purpose");
        }
        return DECIDERS.decide(state, asked);
    }

    @Override
    public List<Event> follow(Rows state, List<Event> happened, Asked<? extends Command> asked) {
        return DECIDERS.follow(state, happened, asked);
    }

    @Override
    public void evolve(MutableRows state, Event event, Instant time, long sequence) {
        DECIDERS.evolve(state, event, time, sequence);
        // after the scratch pad was written to, so that nothing of it may be left
        if (where == Where.EVOLVE
                && event instanceof WorkspaceChanged changed
                && changed.definition().name().equals(TRIGGER)) {
            throw new IllegalStateException("on purpose");
        }
    }

    @Override
    public void note(MutableRows state, Note note) {
        DECIDERS.note(state, note);
    }
}

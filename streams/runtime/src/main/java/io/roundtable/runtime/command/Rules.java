package io.roundtable.runtime.command;

import io.roundtable.contract.Command;
import io.roundtable.contract.Event;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Deciders;
import io.roundtable.engine.Decision;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Note;
import io.roundtable.engine.Rows;
import java.time.Instant;
import java.util.List;

/** What the engine asks to know what becomes of a command. */
interface Rules {

    Decision decide(Rows state, Asked<? extends Command> asked);

    List<Event> follow(Rows state, List<Event> happened, Asked<? extends Command> asked);

    void evolve(MutableRows state, Event event, Instant time, long sequence);

    void note(MutableRows state, Note note);

    /** The rules of the house. */
    static Rules of(Deciders deciders) {
        return new Rules() {
            @Override
            public Decision decide(Rows state, Asked<? extends Command> asked) {
                return deciders.decide(state, asked);
            }

            @Override
            public List<Event> follow(Rows state, List<Event> happened, Asked<? extends Command> asked) {
                return deciders.follow(state, happened, asked);
            }

            @Override
            public void evolve(MutableRows state, Event event, Instant time, long sequence) {
                deciders.evolve(state, event, time, sequence);
            }

            @Override
            public void note(MutableRows state, Note note) {
                deciders.note(state, note);
            }
        };
    }
}

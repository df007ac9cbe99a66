package io.roundtable.runtime.command;

import java.util.function.Supplier;

/**
 * Marks a fault of what the engine runs on, such as its store, where it comes up in the middle of a decision: it must
 * stop the thread, and never be taken for a fault of the command.
 */
final class Machinery extends RuntimeException {

    private Machinery(RuntimeException cause) {
        super("the engine's machinery failed", cause);
    }

    static <T> T guard(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw new Machinery(e);
        }
    }
}

package io.roundtable.http.message;

import io.roundtable.http.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message of several.
 *
 * @param status as if it had been sent alone
 * @param commandId of the command that it was given as; null where it was refused before it became one
 */
record Entry(
        int index,
        int status,
        @Nullable MessageResource message,
        @Nullable Problem problem,
        @Nullable String commandId) {

    static Entry accepted(int index, MessageResource message) {
        return new Entry(index, 201, message, null, null);
    }

    static Entry refused(int index, Problem problem) {
        return new Entry(index, problem.status(), null, problem, null);
    }

    static Entry pending(int index) {
        return new Entry(index, 202, null, null, null);
    }

    Entry of(@Nullable String command) {
        return new Entry(index, status, message, problem, command);
    }

    /** The body of an answer about several messages. */
    record All(List<Entry> data) {}
}

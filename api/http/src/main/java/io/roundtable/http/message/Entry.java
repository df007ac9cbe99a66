package io.roundtable.http.message;

import io.roundtable.http.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message of several.
 *
 * @param status as if it had been sent alone
 * @param commandId where it isn't decided yet
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

    static Entry pending(int index, String commandId) {
        return new Entry(index, 202, null, null, commandId);
    }

    /** The body of an answer about several messages. */
    record All(List<Entry> data) {}
}

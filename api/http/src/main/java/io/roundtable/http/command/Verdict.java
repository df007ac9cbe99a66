package io.roundtable.http.command;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Reply;
import io.roundtable.http.consistency.Deadline;
import io.roundtable.http.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What became of a command as far as this request has waited for it. */
public sealed interface Verdict {

    CommandId commandId();

    /** The outcome, whichever it is; null where it isn't decided. */
    default @Nullable Reply decided() {
        return switch (this) {
            case Accepted accepted -> accepted.reply();
            case Refused refused -> refused.reply();
            case Pending _ -> null;
        };
    }

    /**
     * Decided, committed, and so.
     *
     * @param deadline until when whoever asked waits for the answer
     */
    record Accepted(Reply reply, Reply.Accepted outcome, Deadline deadline) implements Verdict {
        @Override
        public CommandId commandId() {
            return reply.commandId();
        }
    }

    /** Decided, committed, and refused. */
    record Refused(Reply reply, ProblemException problem) implements Verdict {
        @Override
        public CommandId commandId() {
            return reply.commandId();
        }
    }

    /** On the log, and not decided yet; it will be. */
    record Pending(CommandId commandId) implements Verdict {}
}

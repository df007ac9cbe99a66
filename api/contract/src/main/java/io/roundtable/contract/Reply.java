package io.roundtable.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one outcome of a command. It holds no content: whoever asked renders the answer from the request.
 *
 * @param time the command's
 * @param replayed whether this is the stored outcome of an earlier command with the same key
 * @param sequence the position in the workspace's partition that reflects the outcome
 */
public record Reply(
        CommandId commandId, WorkspaceId workspaceId, Instant time, boolean replayed, long sequence, Outcome outcome) {

    public Reply {
        new Check()
                .required("command_id", commandId)
                .required("workspace_id", workspaceId)
                .required("time", time)
                .required("outcome", outcome)
                .done();
    }

    /** Accepted or rejected. */
    public record Outcome(
            @Nullable Accepted accepted, @Nullable Rejection rejection) {

        public Outcome {
            new Check()
                    .rule("", (accepted == null) != (rejection == null), "must be either accepted or rejected")
                    .done();
        }

        public static Outcome of(Accepted accepted) {
            return new Outcome(accepted, null);
        }

        public static Outcome of(Rejection rejection) {
            return new Outcome(null, rejection);
        }
    }

    /**
     * What was made or changed.
     *
     * @param version of the aggregate that the command was about; for an inbox, which has none, how many messages are
     *     left in its queue
     * @param ids of what was made: the resource; for a broadcast its id and then the messages' in order
     * @param decidedAt when this was first decided, earlier than the reply's time where it is replayed
     */
    public record Accepted(long version, List<String> ids, Instant decidedAt) {

        public Accepted {
            new Check().required("ids", ids).required("decided_at", decidedAt).done();
            ids = List.copyOf(ids);
        }
    }
}

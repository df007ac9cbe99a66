package io.roundtable.engine.delivery;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.engine.DeliveryKey.OfEnd;
import io.roundtable.engine.DeliveryRow.EndRow;
import io.roundtable.engine.RowKey.OfMessage;
import io.roundtable.engine.Rows;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the state still knows of a message: all until its end, and for a day after it that it was. */
public final class Traces {

    /** How long an end counts, in the time of commands; when its row is taken away later, nobody can tell. */
    public static final Duration REMEMBERED = Duration.ofHours(24);

    private Traces() {}

    static @Nullable EndRow end(Rows state, WorkspaceId workspace, MessageId message, Instant now) {
        var end = state.find(new OfEnd(workspace, message));
        return end != null && end.at().plus(REMEMBERED).isAfter(now) ? end : null;
    }

    /** Messages before one in its chain of answers; null where nothing is known of it. */
    public static @Nullable Integer hops(Rows state, WorkspaceId workspace, MessageId message, Instant now) {
        var row = state.find(new OfMessage(workspace, message));
        if (row != null) {
            return row.hops();
        }
        var end = end(state, workspace, message, now);
        return end == null ? null : end.hops();
    }
}

package io.roundtable.engine.delivery;

import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.engine.Decision;
import io.roundtable.engine.DeliveryKey.OfEntry;
import io.roundtable.engine.DeliveryKey.OfInbox;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Row.DueRow;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.Rows;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How full the queue of a sandbox is.
 *
 * @param queued messages that wait, for a receiver or for their time
 * @param limit most that may
 */
public record Mailbox(int queued, int limit) {

    /** Null where there is no such sandbox. */
    public static @Nullable Mailbox of(Rows state, WorkspaceRow row, WorkspaceId workspace, SandboxId sandbox) {
        var recipient = state.find(new OfSandbox(workspace, sandbox));
        if (recipient == null) {
            return null;
        }
        var inbox = state.find(new OfInbox(workspace, sandbox));
        int limit = Objects.requireNonNull(recipient.deliveryIn(row).mailboxLimit());
        return new Mailbox(inbox == null ? 0 : inbox.queued(), limit);
    }

    public boolean isFull() {
        return queued >= limit;
    }

    /** Because it is full. */
    public Decision refusal(SandboxId recipient, String remedy) {
        return Decision.rejected(
                RejectionCode.MAILBOX_FULL, "the mailbox of sandbox " + recipient + " is full; " + remedy, limit);
    }

    /**
     * Whether messages to a sandbox that was deleted have not reached their end. A new one under its id would get them,
     * and numbers that are taken.
     */
    public static boolean isHaunted(Rows state, WorkspaceId workspace, SandboxId sandbox) {
        var first = new OfEntry(workspace, sandbox, 1);
        var last = new OfEntry(workspace, sandbox, Long.MAX_VALUE);
        return !state.range(first, last, 1).isEmpty();
    }

    /** A sandbox was deleted: where something is queued, it is to be cleared away. */
    public static void orphan(MutableRows state, WorkspaceId workspace, SandboxId sandbox, Instant time) {
        var key = new OfInbox(workspace, sandbox);
        var inbox = state.find(key);
        if (inbox == null) {
            return;
        }
        if (inbox.hasNothing()) {
            state.remove(key);
        } else {
            state.due(DueRow.drain(workspace, sandbox, 1, time));
        }
    }
}

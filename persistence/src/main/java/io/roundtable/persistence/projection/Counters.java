package io.roundtable.persistence.projection;

import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.persistence.jooq.projection.tables.records.MessageCountRecord;
import io.roundtable.persistence.jooq.projection.tables.records.MessageMinuteRecord;
import io.roundtable.persistence.jooq.projection.tables.records.WorkspaceCountRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Figures kept so that nobody has to count. Their rows hold what a batch adds, see {@link FoldedTables}. */
final class Counters {

    private Counters() {}

    static void members(FoldedTables tables, WorkspaceId workspace, int more) {
        ofWorkspace(tables, workspace, row -> row.setMembers(row.getMembers() + more));
    }

    static void sandboxes(FoldedTables tables, WorkspaceId workspace, int more) {
        ofWorkspace(tables, workspace, row -> row.setSandboxes(row.getSandboxes() + more));
    }

    /** Counts a new message. */
    static void sent(FoldedTables tables, MessageEvent event, SandboxId to, Place place) {
        ofWorkspace(tables, event.workspaceId(), row -> row.setMessages(row.getMessages() + 1));
        ofKind(tables, event, to);
        ofMinute(tables, event.workspaceId(), place);
    }

    private static void ofWorkspace(FoldedTables tables, WorkspaceId workspace, Consumer<WorkspaceCountRecord> change) {
        WorkspaceCountRecord row = tables.workspaceCounts.find(workspace.value());
        if (row == null) {
            row = new WorkspaceCountRecord();
            row.setWorkspaceId(workspace.value());
            row.setMembers(0L);
            row.setSandboxes(0L);
            row.setMessages(0L);
            tables.workspaceCounts.insert(row);
        }
        change.accept(row);
    }

    private static void ofKind(FoldedTables tables, MessageEvent event, SandboxId to) {
        String workspace = event.workspaceId().value();
        String type = event.utterance().messageType().wire();
        String status = MessageStatus.PENDING.wire();
        MessageCountRecord row = tables.messageCounts.find(workspace, to.value(), type, status);
        if (row == null) {
            row = new MessageCountRecord();
            row.setWorkspaceId(workspace);
            row.setSandboxId(to.value());
            row.setMessageType(type);
            row.setStatus(status);
            row.setMessages(0L);
            tables.messageCounts.insert(row);
        }
        row.setMessages(row.getMessages() + 1);
    }

    private static void ofMinute(FoldedTables tables, WorkspaceId workspace, Place place) {
        Instant minute = place.time().truncatedTo(ChronoUnit.MINUTES);
        MessageMinuteRecord row = tables.messageMinutes.find(workspace.value(), minute);
        if (row == null) {
            row = new MessageMinuteRecord();
            row.setWorkspaceId(workspace.value());
            row.setMinute(minute);
            row.setMessages(0L);
            row.setFirstSequence(place.sequence());
            tables.messageMinutes.insert(row);
        }
        row.setMessages(row.getMessages() + 1);
        row.setLastSequence(place.sequence());
    }
}

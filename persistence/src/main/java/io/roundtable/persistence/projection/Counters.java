package io.roundtable.persistence.projection;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.persistence.jooq.projection.tables.records.MessageCountRecord;
import io.roundtable.persistence.jooq.projection.tables.records.MessageMinuteRecord;
import io.roundtable.persistence.jooq.projection.tables.records.MessageRecord;
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
    static void sent(FoldedTables tables, WorkspaceId workspace, MessageRecord message, Place place) {
        ofWorkspace(tables, workspace, row -> row.setMessages(row.getMessages() + 1));
        ofKind(tables, message, message.getStatus(), 1);
        ofMinute(tables, workspace, place);
    }

    private static void ofWorkspace(FoldedTables tables, WorkspaceId workspace, Consumer<WorkspaceCountRecord> change) {
        WorkspaceCountRecord row = tables.workspaceCounts.find(workspace.value());
        if (row == null) {
            row = NewRow.of(new WorkspaceCountRecord());
            row.setWorkspaceId(workspace.value());
            row.setMembers(0L);
            row.setSandboxes(0L);
            row.setMessages(0L);
            tables.workspaceCounts.insert(row);
        }
        change.accept(row);
    }

    /** Counts a message under another status than before. */
    static void moved(FoldedTables tables, MessageRecord message, MessageStatus to) {
        ofKind(tables, message, message.getStatus(), -1);
        ofKind(tables, message, to.wire(), 1);
    }

    private static void ofKind(FoldedTables tables, MessageRecord message, String status, int more) {
        String workspace = message.getWorkspaceId();
        String type = message.getMessageType();
        MessageCountRecord row = tables.messageCounts.find(workspace, message.getToSandboxId(), type, status);
        if (row == null) {
            row = NewRow.of(new MessageCountRecord());
            row.setWorkspaceId(workspace);
            row.setSandboxId(message.getToSandboxId());
            row.setMessageType(type);
            row.setStatus(status);
            row.setMessages(0L);
            tables.messageCounts.insert(row);
        }
        row.setMessages(row.getMessages() + more);
    }

    private static void ofMinute(FoldedTables tables, WorkspaceId workspace, Place place) {
        Instant minute = place.time().truncatedTo(ChronoUnit.MINUTES);
        MessageMinuteRecord row = tables.messageMinutes.find(workspace.value(), minute);
        if (row == null) {
            row = NewRow.of(new MessageMinuteRecord());
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

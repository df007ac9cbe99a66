package io.roundtable.persistence.projection;

import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.Utterance;
import io.roundtable.persistence.jooq.projection.tables.records.BroadcastContentRecord;
import io.roundtable.persistence.jooq.projection.tables.records.MessageRecord;

/** Messages, one row for each recipient. */
final class MessageFold {

    private MessageFold() {}

    /** It only makes rows, and adds to counters. */
    static void want(FoldedTables tables, MessageEvent event) {
        String workspace = event.workspaceId().value();
        switch (event) {
            case MessageSent sent ->
                tables.messageStates.makes(workspace, sent.messageId().value());
            case MessageBroadcast broadcast ->
                broadcast
                        .copies()
                        .forEach(copy -> tables.messageStates.makes(
                                workspace, copy.messageId().value()));
        }
    }

    static void apply(FoldedTables tables, MessageEvent event, Place place) {
        switch (event) {
            case MessageSent sent -> {
                MessageRecord row = message(sent, sent.hops(), place);
                row.setContent(Jsons.of(sent.utterance().content()));
                row.setCopyIndex(0);
                address(tables, row, sent.messageId(), sent.toSandboxId());
                Counters.sent(tables, sent.workspaceId(), row, place);
            }
            case MessageBroadcast broadcast -> broadcast(tables, broadcast, place);
        }
    }

    private static void broadcast(FoldedTables tables, MessageBroadcast event, Place place) {
        BroadcastContentRecord content = NewRow.of(new BroadcastContentRecord());
        content.setWorkspaceId(event.workspaceId().value());
        content.setBroadcastId(event.broadcastId().value());
        content.setContent(Jsons.of(event.utterance().content()));
        tables.broadcasts.insert(content);
        int index = 0;
        for (Copy copy : event.copies()) {
            MessageRecord row = message(event, event.hops(), place);
            row.setBroadcastId(event.broadcastId().value());
            row.setCopyIndex(index++);
            address(tables, row, copy.messageId(), copy.toSandboxId());
            Counters.sent(tables, event.workspaceId(), row, place);
        }
    }

    private static void address(FoldedTables tables, MessageRecord row, MessageId id, SandboxId to) {
        row.setMessageId(id.value());
        row.setToSandboxId(to.value());
        tables.messages.insert(row);
    }

    private static MessageRecord message(MessageEvent event, int hops, Place place) {
        Utterance utterance = event.utterance();
        MessageId inReplyTo = utterance.inReplyTo();
        SandboxId from = event.fromSandboxId();
        MessageRecord row = NewRow.of(new MessageRecord());
        row.setWorkspaceId(event.workspaceId().value());
        row.setFromSandboxId(from == null ? null : from.value());
        row.setMessageType(utterance.messageType().wire());
        row.setStatus(MessageStatus.PENDING.wire());
        row.setCorrelationId(utterance.correlationId());
        row.setInReplyTo(inReplyTo == null ? null : inReplyTo.value());
        row.setPriority(utterance.priority().wire());
        row.setExpiresAt(Place.kept(utterance.expiresAt()));
        row.setDeliverAt(Place.kept(utterance.deliverAt()));
        row.setAttempt(0);
        row.setHops(hops);
        row.setCreatedAt(place.time());
        row.setUpdatedAt(place.time());
        row.setVersion(1L);
        row.setPartition(place.partition());
        row.setSequence(place.sequence());
        return row;
    }
}

package io.roundtable.http.live;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.Utterance;
import io.roundtable.persistence.query.MessageKey;
import io.roundtable.persistence.query.MessageView;
import io.roundtable.persistence.query.MessageView.Progress;
import io.roundtable.persistence.query.MessageView.Said;
import io.roundtable.persistence.query.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages on their way, as the tables will show them: the fold of their events until the first end. */
final class Course {

    private Course() {}

    /** One for each recipient, in order. */
    static List<MessageView> begin(MessageEvent event, EventEnvelope envelope, int partition) {
        var stamp = new Stamp(envelope.time(), envelope.time(), 1, partition, envelope.sequence());
        return switch (event) {
            case MessageSent sent ->
                List.of(view(sent, sent.messageId(), sent.toSandboxId(), said(sent.utterance(), null), stamp, 0));
            case MessageBroadcast broadcast -> {
                var said = said(broadcast.utterance(), broadcast.broadcastId());
                var views = new ArrayList<MessageView>();
                for (Copy copy : broadcast.copies()) {
                    views.add(view(broadcast, copy.messageId(), copy.toSandboxId(), said, stamp, views.size()));
                }
                yield views;
            }
        };
    }

    private static MessageView view(
            MessageEvent event, MessageId message, SandboxId to, Said said, Stamp stamp, int index) {
        int hops = switch (event) {
            case MessageSent sent -> sent.hops();
            case MessageBroadcast broadcast -> broadcast.hops();
        };
        return new MessageView(
                event.workspaceId(),
                message,
                event.fromSandboxId(),
                to,
                said,
                new Progress(MessageStatus.PENDING, 0, null, hops),
                new MessageKey(stamp.sequence(), index),
                stamp);
    }

    private static Said said(Utterance utterance, @Nullable MessageId broadcast) {
        return new Said(
                utterance.messageType(),
                utterance.content(),
                utterance.correlationId(),
                utterance.inReplyTo(),
                broadcast,
                utterance.priority(),
                utterance.expiresAt(),
                utterance.deliverAt());
    }

    /** After one more step that isn't its end. */
    static MessageView after(MessageView view, DeliveryEvent step, Instant time) {
        var before = view.progress();
        Progress after = switch (step) {
            case MessageLeased leased -> new Progress(MessageStatus.SENT, leased.attempt(), null, before.hops());
            case MessageReturned returned ->
                new Progress(MessageStatus.PENDING, returned.counted(), null, before.hops());
            default -> before;
        };
        var stamp = view.stamp();
        return new MessageView(
                view.workspaceId(),
                view.messageId(),
                view.from(),
                view.to(),
                view.said(),
                after,
                view.key(),
                new Stamp(stamp.createdAt(), time, stamp.version() + 1, stamp.partition(), stamp.sequence()));
    }
}

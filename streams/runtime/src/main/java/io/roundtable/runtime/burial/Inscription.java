package io.roundtable.runtime.burial;

import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordTypes;
import io.roundtable.persistence.projection.DeadLetterId;
import io.roundtable.runtime.DeadLetter.Origin;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What the headers of a dead letter say of its failure. The same event always makes the same ones. */
final class Inscription {

    private Inscription() {}

    static RecordHeaders of(EventEnvelope envelope, MessageDeadLettered event, Origin original, RecordCodec codec) {
        Failure failure = event.failure();
        var headers = new RecordHeaders();
        CloudEventHeaders.of(headers)
                .put("ce_specversion", "1.0")
                .put(CloudEventHeaders.CONTENT_TYPE, "application/json")
                .put(CloudEventHeaders.ID, envelope.id() + "-letter")
                .put(CloudEventHeaders.TYPE, RecordTypes.BURIED)
                .put("ce_source", codec.source())
                .put("ce_subject", event.messageId().value())
                .put(CloudEventHeaders.TIME, envelope.time().toString())
                .put(CloudEventHeaders.DATA_SCHEMA, codec.schemas() + RecordTypes.BURIED)
                .put(CloudEventHeaders.PARTITION_KEY, event.workspaceId().value())
                .put(CloudEventHeaders.CORRELATION_ID, event.correlationId())
                .put("reason", failure.reason().wire())
                .put("attempts", Integer.toString(failure.attempts()))
                .put("redrives", Integer.toString(failure.redrives()))
                .put("first_failed_at", text(failure.firstFailedAt()))
                .put("last_failed_at", text(failure.lastFailedAt()))
                .put("last_error", failure.lastError())
                .put("dead_letter_id", DeadLetterId.of(event.messageId(), failure.redrives()))
                .put("message_id", event.messageId().value())
                .put("to_sandbox_id", event.sandboxId().value())
                .put("topic", original.partition().topic())
                .put("partition", Integer.toString(original.partition().partition()))
                .put("offset", original.value() == null ? null : Long.toString(original.offset()));
        return headers;
    }

    static RecordHeaders of(EventEnvelope envelope, EventDeadLettered event, Origin original, RecordCodec codec) {
        var headers = new RecordHeaders();
        CloudEventHeaders.of(headers)
                .put("ce_specversion", "1.0")
                .put(CloudEventHeaders.CONTENT_TYPE, "application/json")
                .put(CloudEventHeaders.ID, envelope.id() + "-letter")
                .put(CloudEventHeaders.TYPE, RecordTypes.UNDELIVERED)
                .put("ce_source", codec.source())
                .put("ce_subject", event.subscriptionId().value())
                .put(CloudEventHeaders.TIME, envelope.time().toString())
                .put(CloudEventHeaders.DATA_SCHEMA, codec.schemas() + RecordTypes.UNDELIVERED)
                .put(CloudEventHeaders.PARTITION_KEY, event.workspaceId().value())
                .put("reason", FailureReason.MAX_ATTEMPTS.wire())
                .put("subscription_id", event.subscriptionId().value())
                .put("sequence", Long.toString(event.sequence()))
                .put("attempts", Integer.toString(event.attempts()))
                .put("last_failed_at", envelope.time().toString())
                .put("last_error", event.lastError())
                .put("topic", original.partition().topic())
                .put("partition", Integer.toString(original.partition().partition()))
                .put("offset", original.value() == null ? null : Long.toString(original.offset()));
        return headers;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}

package io.roundtable.runtime.courier;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription is sent, as Standard Webhooks has it: the same bytes in every attempt.
 *
 * @param type of the event
 * @param timestamp when it happened
 * @param id of the event
 * @param position its sequence within its partition
 * @param replayed whether it is sent again, as somebody has asked
 * @param data the event as the log has it
 */
@JsonInclude
record EventBody(
        String type,
        String timestamp,
        String id,
        String workspaceId,
        String subject,
        @Nullable String correlationId,
        long position,
        boolean replayed,
        RawJson data) {

    static byte[] of(EventSource.Entry event, String workspace, boolean replayed) {
        ConsumerRecord<byte[], byte[]> entry = event.entry();
        var headers = CloudEventHeaders.of(entry.headers());
        return Json.write(new EventBody(
                headers.get(CloudEventHeaders.TYPE),
                headers.get(CloudEventHeaders.TIME),
                id(event),
                workspace,
                headers.get("ce_subject"),
                headers.find(CloudEventHeaders.CORRELATION_ID),
                event.sequence(),
                replayed,
                new RawJson(new String(Objects.requireNonNull(entry.value()), StandardCharsets.UTF_8))));
    }

    /** By which a receiver tells a repeat: the event's own. */
    static String id(EventSource.Entry event) {
        return CloudEventHeaders.of(event.entry().headers()).get(CloudEventHeaders.ID);
    }
}

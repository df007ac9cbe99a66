package io.roundtable.runtime;

import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordTypes;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of a record that could not be handled: where it came from and why it is here, and its own headers behind
 * {@code original.}; its key and value stay the bytes that they were.
 */
public final class DeadLetterHeaders {

    private static final int MAX_REASON = 1_000;

    private DeadLetterHeaders() {}

    /** @param origin the headers that the record had */
    public static Headers of(TopicPartition from, long offset, Headers origin, String reason, Instant time) {
        String where = from + "-" + offset;
        var headers = new RecordHeaders();
        CloudEventHeaders.of(headers)
                .put("ce_specversion", "1.0")
                .put(CloudEventHeaders.CONTENT_TYPE, "application/octet-stream")
                .put(CloudEventHeaders.ID, "dl-" + where)
                .put(CloudEventHeaders.TYPE, RecordTypes.POISONED)
                .put("ce_source", "/roundtable/" + from.topic())
                .put("ce_subject", where)
                .put(CloudEventHeaders.TIME, time.toString())
                .put("reason", reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason)
                .put("topic", from.topic())
                .put("partition", Integer.toString(from.partition()))
                .put("offset", Long.toString(offset));
        origin.forEach(header -> headers.add("original." + header.key(), header.value()));
        return headers;
    }
}

package io.roundtable.runtime;

import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordTypes;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be handled, as it is kept: its key and value are the bytes that they were, its headers stand
 * behind {@code original.}, and others tell where it came from and why it is here.
 *
 * <p>With those a record may become larger than the topic takes, and a compressed one may always have been. Then as much
 * is kept as there is room for, and {@code cut} tells the sizes that it had: else it could never be kept, and would stop
 * its partition for ever.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes for Kafka, never compared
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

    private static final int MAX_REASON = 1_000;
    private static final int MAX_CUT_KEY = 1_024;
    private static final int MAX_CUT_HEADERS = 64 * 1_024;

    /** The record as it was read. */
    public record Origin(
            TopicPartition partition, long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}

    /** @param time the command's, or the record's own */
    public static DeadLetter of(Origin origin, String reason, Instant time) {
        var headers = described(origin, reason, time);
        origin.headers().forEach(header -> headers.add(kept(header)));
        return RecordSize.of(origin.key(), origin.value(), headers) <= Topics.MAX_RECORD_BYTES
                ? new DeadLetter(origin.key(), origin.value(), headers)
                : cut(origin, described(origin, reason, time));
    }

    private static DeadLetter cut(Origin origin, RecordHeaders headers) {
        long all = RecordSize.of(null, null, origin.headers());
        CloudEventHeaders.of(headers)
                .put(
                        "cut",
                        "key=%d,value=%d,headers=%d"
                                .formatted(RecordSize.length(origin.key()), RecordSize.length(origin.value()), all));
        long room = MAX_CUT_HEADERS;
        for (Header header : origin.headers()) {
            Header original = kept(header);
            room -= RecordSize.of(original);
            if (room < 0) {
                break;
            }
            headers.add(original);
        }
        byte[] key = first(origin.key(), MAX_CUT_KEY);
        return new DeadLetter(
                key, first(origin.value(), Topics.MAX_RECORD_BYTES - RecordSize.of(key, null, headers)), headers);
    }

    private static RecordHeaders described(Origin origin, String reason, Instant time) {
        TopicPartition from = origin.partition();
        String where = from + "-" + origin.offset();
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
                .put("offset", Long.toString(origin.offset()));
        return headers;
    }

    private static Header kept(Header header) {
        return new org.apache.kafka.common.header.internals.RecordHeader("original." + header.key(), header.value());
    }

    private static byte @Nullable [] first(byte @Nullable [] bytes, long length) {
        return bytes == null || bytes.length <= length ? bytes : Arrays.copyOf(bytes, (int) length);
    }
}

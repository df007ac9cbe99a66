package io.roundtable.runtime;

import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordTypes;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be handled, or whose message was given up, as it is kept: its key and value are the bytes that they were, its headers stand
 * behind {@code original.}, and others tell where it came from and why it is here.
 *
 * <p>Its topic takes twice as much as the others, so that a record of any of them is kept whole. What is larger still,
 * which only a compressed one or one of very many headers may be, is kept as far as there is room, and {@code cut} tells
 * the sizes that it had: else it could never be kept, and would stop its partition for ever.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes for Kafka, never compared
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

    private static final int MAX_REASON = 1_000;
    private static final int MAX_CUT_KEY = 1_024;
    private static final int MAX_CUT_HEADERS = 64 * 1_024;

    /** The record as it was read. */
    public record Origin(
            TopicPartition partition, long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}

    /** With the schemas of an installation that was told nothing else. */
    public static DeadLetter of(Origin origin, String reason, Instant time) {
        return of(origin, reason, time, RecordCodec.DEFAULT_SCHEMAS);
    }

    /**
     * @param time the command's, or the record's own
     * @param schemas absolute URI before {@code ce_type} in {@code ce_dataschema}, with its last slash
     */
    public static DeadLetter of(Origin origin, String reason, Instant time, String schemas) {
        return of(origin, () -> described(origin, reason, time, schemas));
    }

    /** @param described headers that say why it is here, made anew each time */
    public static DeadLetter of(Origin origin, Supplier<RecordHeaders> described) {
        var headers = described.get();
        origin.headers().forEach(header -> headers.add(kept(header)));
        return fits(origin.key(), origin.value(), headers)
                ? new DeadLetter(origin.key(), origin.value(), headers)
                : cut(origin, described.get());
    }

    /** Headers give way first, then the key, and of the value as little as has to. */
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
        if (fits(origin.key(), origin.value(), headers)) {
            return new DeadLetter(origin.key(), origin.value(), headers);
        }
        byte[] key = first(origin.key(), MAX_CUT_KEY);
        long left = Topics.MAX_DEAD_LETTER_BYTES - RecordSize.of(key, null, headers);
        return new DeadLetter(key, first(origin.value(), left), headers);
    }

    private static boolean fits(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return RecordSize.of(key, value, headers) <= Topics.MAX_DEAD_LETTER_BYTES;
    }

    /** The workspace where the key names one, so that its dead letters can be told; else where the record stood. */
    private static String partitionKey(Origin origin) {
        try {
            return RecordCodec.workspace(origin.key()).value();
        } catch (MalformedRecord e) {
            return origin.partition().toString();
        }
    }

    private static RecordHeaders described(Origin origin, String reason, Instant time, String schemas) {
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
                .put(CloudEventHeaders.DATA_SCHEMA, schemas + RecordTypes.POISONED)
                .put(CloudEventHeaders.PARTITION_KEY, partitionKey(origin))
                .put("reason", reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason)
                .put("topic", from.topic())
                .put("partition", Integer.toString(from.partition()))
                .put("offset", Long.toString(origin.offset()));
        return headers;
    }

    private static Header kept(Header header) {
        return new RecordHeader("original." + header.key(), header.value());
    }

    private static byte @Nullable [] first(byte @Nullable [] bytes, long length) {
        return bytes == null || bytes.length <= length ? bytes : Arrays.copyOf(bytes, (int) length);
    }
}

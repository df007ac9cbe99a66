package io.roundtable.runtime.audit;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.runtime.DeadLetter;
import io.roundtable.runtime.audit.Bounds.Extent;
import io.roundtable.runtime.log.Log;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Three topics of one partition, with a marker behind each outcome as transactions leave them. */
final class FakeLog implements Log {

    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static final RecordCodec CODEC = new RecordCodec("/roundtable/test", RecordCodec.DEFAULT_SCHEMAS);
    private static final WorkspaceId LAB = new WorkspaceId("ws_0000000000");

    private final Map<String, NavigableMap<Long, ConsumerRecord<byte[], byte[]>>> topics = new HashMap<>();
    private final Map<String, Long> starts = new HashMap<>();
    private final Map<String, Long> ends = new HashMap<>();
    private long decided;
    private int handed;

    /** @return its offset */
    long command(String id) {
        var headers = new RecordHeaders().add("ce_id", id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return append(Topics.COMMANDS, null, headers, 1);
    }

    void applies(long offset, String id) {
        reply(offset, id, Reply.Outcome.of(new Reply.Accepted(1, List.of(), NOON)));
        decided = Math.max(decided, offset + 1);
    }

    void rejects(long offset, String id, RejectionCode code) {
        reply(offset, id, Reply.Outcome.of(new Rejection(code, "no")));
        decided = Math.max(decided, offset + 1);
    }

    void keeps(long offset) {
        var origin =
                new DeadLetter.Origin(new TopicPartition(Topics.COMMANDS, 0), offset, null, null, new RecordHeaders());
        append(Topics.DEAD_LETTERS, null, DeadLetter.of(origin, "noise", NOON).headers(), 2);
        decided = Math.max(decided, offset + 1);
    }

    /** The engine goes past it and says nothing. */
    void passes(long offset) {
        decided = Math.max(decided, offset + 1);
    }

    private void reply(long offset, String id, Reply.Outcome outcome) {
        var reply = new Reply(new CommandId(id), LAB, NOON, false, 1, outcome);
        Encoded encoded = CODEC.encode(reply, offset, null);
        append(Topics.REPLIES, encoded.value(), encoded.headers(), 2);
    }

    private long append(String topic, byte @Nullable [] value, Headers headers, int width) {
        long offset = end(topic);
        topics.computeIfAbsent(topic, _ -> new TreeMap<>())
                .put(
                        offset,
                        new ConsumerRecord<>(
                                topic,
                                0,
                                offset,
                                NOON.toEpochMilli(),
                                TimestampType.LOG_APPEND_TIME,
                                0,
                                0,
                                null,
                                value,
                                headers,
                                Optional.empty()));
        ends.put(topic, offset + width);
        return offset;
    }

    /** Retention. */
    void dropBefore(String topic, long offset) {
        topics.getOrDefault(topic, new TreeMap<>()).headMap(offset, false).clear();
        starts.put(topic, offset);
    }

    long end(String topic) {
        return ends.getOrDefault(topic, 0L);
    }

    Bounds bounds() {
        return new Bounds(decided, extent(Topics.COMMANDS), extent(Topics.REPLIES), extent(Topics.DEAD_LETTERS));
    }

    private Extent extent(String topic) {
        return new Extent(starts.getOrDefault(topic, 0L), end(topic));
    }

    /** How many records were read. */
    int handed() {
        return handed;
    }

    @Override
    public long read(TopicPartition partition, long from, long end, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        if (from < starts.getOrDefault(partition.topic(), 0L)) {
            throw new IllegalStateException("nothing stands at " + from);
        }
        int left = MAX_AT_ONCE;
        for (var entry : topics.getOrDefault(partition.topic(), new TreeMap<>())
                .subMap(from, end)
                .values()) {
            if (left-- == 0) {
                return entry.offset();
            }
            handed++;
            each.accept(entry);
        }
        return end;
    }
}

package io.roundtable.runtime.command;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks at the ends of the logs, apart from how they are consumed, and only at what is committed. One thread at a time;
 * no look takes longer than 5 s.
 */
final class LogReader implements AutoCloseable {

    private static final Duration CALL = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Records looked at first, from the end: markers of transactions and foreign records may stand there. */
    private static final long WINDOW = 32;

    private static final int WIDER = 8;

    private final Consumer<byte[], byte[]> consumer;
    private final Consumer<byte[], byte[]> uncommitted;

    LogReader(KafkaAccess kafka) {
        this.consumer = consumer(kafka, "read_committed");
        this.uncommitted = consumer(kafka, "read_uncommitted");
    }

    private static Consumer<byte[], byte[]> consumer(KafkaAccess kafka, String isolation) {
        var config = kafka.with(Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "roundtable-engine-" + isolation,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                // a fetch at one partition's end is in the way of the next partition's for as long as this
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                10));
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    synchronized Logs.Extent commands(int partition) {
        return extent(uncommitted, new TopicPartition(Topics.COMMANDS, partition));
    }

    synchronized Logs.LastEvent lastEvent(int partition) {
        var events = new TopicPartition(Topics.EVENTS, partition);
        long deadline = System.nanoTime() + LOOK.toNanos();
        // in this order: what is committed in between makes it look unsettled, and it is looked at again
        long end = extent(consumer, events).end();
        long all = extent(uncommitted, events).end();
        return new Logs.LastEvent(lastSequence(events, end, deadline), end == all);
    }

    private long lastSequence(TopicPartition events, long end, long deadline) {
        consumer.assign(List.of(events));
        long start = extent(consumer, events).start();
        long to = end;
        for (long window = WINDOW; to > start; window *= WIDER) {
            long from = Math.max(start, to - window);
            OptionalLong found = lastSequence(events, from, to, deadline);
            if (found.isPresent()) {
                return found.getAsLong();
            }
            to = from;
        }
        return 0;
    }

    private OptionalLong lastSequence(TopicPartition events, long from, long to, long deadline) {
        OptionalLong found = OptionalLong.empty();
        consumer.seek(events, from);
        while (consumer.position(events, CALL) < to) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the end of " + events + " can't be read within " + LOOK.toSeconds() + " s");
            }
            for (var entry : consumer.poll(Duration.ofMillis(100)).records(events)) {
                var sequence = CloudEventHeaders.of(entry.headers()).sequence(); // of none but the engine's
                if (sequence.isPresent() && entry.offset() < to) {
                    found = sequence;
                }
            }
        }
        return found;
    }

    private static Logs.Extent extent(Consumer<byte[], byte[]> by, TopicPartition partition) {
        var one = List.of(partition);
        long start = Objects.requireNonNull(by.beginningOffsets(one, CALL).get(partition));
        long end = Objects.requireNonNull(by.endOffsets(one, CALL).get(partition));
        return new Logs.Extent(start, end);
    }

    @Override
    public synchronized void close() {
        consumer.close(CloseOptions.timeout(CALL));
        uncommitted.close(CloseOptions.timeout(CALL));
    }
}

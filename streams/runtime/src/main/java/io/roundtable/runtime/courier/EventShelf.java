package io.roundtable.runtime.courier;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.contract.subscription.Span;
import io.roundtable.runtime.log.Beginning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads events from the log, by a few consumers in no group that all attempts share; {@link Turns} say which next. */
final class EventShelf implements EventSource, AutoCloseable {

    /** As many as may read at a time. */
    static final int READERS = 4;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final BlockingQueue<KafkaConsumer<byte[], byte[]>> free = new ArrayBlockingQueue<>(READERS);

    EventShelf(KafkaAccess kafka) {
        for (int i = 0; i < READERS; i++) {
            free.add(consumer(kafka, i));
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaAccess kafka, int number) {
        return new KafkaConsumer<>(
                kafka.with(Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "roundtable-courier-events-" + number,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        2 * 1024 * 1024,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        1024 * 1024,
                        // a reading that has gone past what there is waits at the broker for more
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        10)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public Found read(Part part, Wanted wanted) {
        var consumer = Objects.requireNonNull(free.poll(), "more read than have a turn, or all is closed");
        try {
            return read(consumer, part, wanted);
        } finally {
            free.add(consumer);
        }
    }

    private static Found read(KafkaConsumer<byte[], byte[]> consumer, Part part, Wanted wanted) {
        var gathered = new Gathered(part, wanted);
        var events = new TopicPartition(Topics.EVENTS, part.partition());
        consumer.assign(List.of(events));
        consumer.seek(events, beginning(consumer, events, part.span()));
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() - deadline < 0) {
            for (var entry : consumer.poll(POLL)) {
                if (!gathered.take(entry)) {
                    return gathered.found();
                }
            }
        }
        return gathered.found();
    }

    private static long beginning(Consumer<byte[], byte[]> consumer, TopicPartition events, Span span) {
        var beginning = new Beginning(consumer, events, LONGEST);
        return beginning
                .since(
                        span.since(),
                        event ->
                                event.sequence() > span.after() && !event.time().isBefore(span.since()),
                        beginning.end())
                .orElseThrow(() -> new TimeoutException("the log has no event since " + span.since() + " yet"));
    }

    /** Those that are being read with are closed by whoever ends the attempts before. */
    @Override
    public void close() {
        for (var consumer = free.poll(); consumer != null; consumer = free.poll()) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        }
    }
}

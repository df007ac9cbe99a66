package io.roundtable.http.log;

import io.roundtable.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads committed events wherever they stand. In no group; for one thread at a time. */
public final class EventReader implements AutoCloseable {

    /** Without any progress; the topic's end isn't waited for. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;

    EventReader(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** The offset after the last committed record. */
    long end(int partition) {
        var events = new TopicPartition(Topics.EVENTS, partition);
        consumer.assign(List.of(events)); // else it complains of an answer that it has no use for
        return Objects.requireNonNull(
                consumer.endOffsets(List.of(events), LONGEST).get(events));
    }

    /**
     * Hands over events in order, until told that it is enough.
     *
     * @param from an offset
     * @param end the offset to stop before; not past what is committed
     * @param goesOn takes an event, and tells whether more are wanted
     * @throws TimeoutException where nothing comes for 5 s
     */
    void read(int partition, long from, long end, Predicate<LoggedEvent> goesOn) {
        var events = new TopicPartition(Topics.EVENTS, partition);
        consumer.assign(List.of(events));
        consumer.seek(events, from);
        long at = from;
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (at < end) {
            for (var entry : consumer.poll(POLL).records(events)) {
                LoggedEvent event = entry.offset() < end ? LoggedEvent.of(entry) : null;
                if (event != null && !goesOn.test(event)) {
                    return;
                }
            }
            long before = at;
            at = consumer.position(events, LONGEST);
            if (at > before) {
                deadline = System.nanoTime() + LONGEST.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException(events + " can't be read on from " + at);
            }
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
}

package io.roundtable.runtime.projection;

import io.roundtable.contract.KafkaAccess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the tables are behind the log's committed end, which is asked for at most once a second. Transaction markers
 * that the consumer has read past don't count; those that it hasn't count as records for a moment.
 */
final class Lag implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lag.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int TIMEOUT_SECONDS = 3;

    private final Admin admin;
    private final Progress progress;
    private final Clock clock;
    private final Map<TopicPartition, Standstill> standstills = new ConcurrentHashMap<>();
    private Map<TopicPartition, Long> ends = Map.of();
    private long readAt = System.nanoTime() - FRESH_NANOS;

    /** Since when a partition has been seen behind without having moved. */
    private record Standstill(long at, Instant since) {}

    Lag(KafkaAccess kafka, Progress progress, Clock clock) {
        this.admin = Admin.create(kafka.with(Map.of()));
        this.progress = progress;
        this.clock = clock;
    }

    /** Null where the log's end isn't known now. */
    @Nullable
    Long of(TopicPartition partition) {
        Long end = ends().get(partition);
        var at = progress.states().get(partition);
        return end == null || at == null ? null : Math.max(0, end - at.reached());
    }

    double total(String topic) {
        return partitions(topic)
                .map(this::of)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    /** How long a partition has been behind without moving, as far as it has been asked; zero while it moves. */
    Duration still(TopicPartition partition) {
        Long lag = of(partition);
        var at = progress.states().get(partition);
        if (lag == null || lag == 0 || at == null) {
            standstills.remove(partition);
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        var seen = standstills.merge(
                partition,
                new Standstill(at.settled(), now),
                (before, current) -> before.at() == current.at() ? before : current);
        return Duration.between(seen.since(), now);
    }

    /** The longest of a topic's standstills. */
    double seconds(String topic) {
        return partitions(topic)
                .mapToDouble(partition -> still(partition).toMillis() / 1_000.0)
                .max()
                .orElse(0);
    }

    private Stream<TopicPartition> partitions(String topic) {
        return progress.states().keySet().stream()
                .filter(partition -> partition.topic().equals(topic));
    }

    private synchronized Map<TopicPartition, Long> ends() {
        if (System.nanoTime() - readAt < FRESH_NANOS) {
            return ends;
        }
        readAt = System.nanoTime();
        var wanted = progress.states().keySet().stream()
                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        try {
            ends = admin
                    .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, e -> e.getValue().offset()));
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the log's end can't be read", e);
            ends = Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ends;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}

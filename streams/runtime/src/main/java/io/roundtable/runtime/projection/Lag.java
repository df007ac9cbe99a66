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
    private final Map<TopicPartition, Instant> withoutLag = new ConcurrentHashMap<>();
    private Map<TopicPartition, Long> ends = Map.of();
    private Instant endsAt = Instant.EPOCH;
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
        return of(partition, progress.states().get(partition));
    }

    private synchronized @Nullable Long of(TopicPartition partition, @Nullable PartitionProgress at) {
        Long end = ends().get(partition);
        if (end == null || at == null) {
            return null;
        }
        if (end <= at.reached()) {
            withoutLag.put(partition, endsAt);
        }
        return Math.max(0, end - at.reached());
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
                new Standstill(at.offsets().settled(), now),
                (before, current) -> before.at() == current.at() ? before : current);
        return Duration.between(seen.since(), now);
    }

    /** How old a topic's oldest record is that isn't in the tables; zero where all are. */
    double seconds(String topic) {
        return longest(topic, this::behind);
    }

    private Duration behind(TopicPartition partition) {
        var at = progress.states().get(partition);
        Long lag = of(partition, at);
        return lag == null || lag == 0 || at == null
                ? Duration.ZERO
                : at.behind(clock.instant(), withoutLag.get(partition));
    }

    /** The longest of a topic's standstills, in seconds. */
    double standstill(String topic) {
        return longest(topic, this::still);
    }

    private double longest(String topic, Function<TopicPartition, Duration> measure) {
        return partitions(topic)
                .mapToDouble(partition -> measure.apply(partition).toMillis() / 1_000.0)
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
        endsAt = clock.instant();
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

package io.roundtable.runtime.projection;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many offsets the tables are behind the log's committed end, asked for at most once a second. */
final class Lag implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lag.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int TIMEOUT_SECONDS = 3;

    private final Admin admin;
    private final Progress progress;
    private Map<TopicPartition, Long> ends = Map.of();
    private long readAt = System.nanoTime() - FRESH_NANOS;

    Lag(String bootstrapServers, Progress progress) {
        this.admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        this.progress = progress;
    }

    /** Null where the log's end isn't known now. */
    @Nullable
    Long of(TopicPartition partition) {
        Long end = ends().get(partition);
        var at = progress.states().get(partition);
        return end == null || at == null ? null : Math.max(0, end - at.offset());
    }

    double total(String topic) {
        return progress.states().keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(this::of)
                .filter(java.util.Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
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

package io.roundtable.runtime.courier;

import io.roundtable.contract.KafkaAccess;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders that no courier has taken yet. Kafka is asked at most every two seconds, and for at most 1.5 s. */
public final class Backlog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int TIMEOUT_MS = 1_500;

    private final Admin admin;
    private @Nullable Long records;
    private long readAt = System.nanoTime() - FRESH_NANOS;

    public Backlog(KafkaAccess kafka) {
        this.admin = Admin.create(kafka.with(Map.of()));
    }

    /** Null where it isn't known now. */
    public synchronized @Nullable Long records() {
        if (System.nanoTime() - readAt >= FRESH_NANOS) {
            records = read();
            readAt = System.nanoTime();
        }
        return records;
    }

    private @Nullable Long read() {
        try {
            return admin
                    .listShareGroupOffsets(Map.of(CourierGroup.ID, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(CourierGroup.ID)
                    .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .filter(Objects::nonNull) // nothing is known of a partition that nobody has read
                    .mapToLong(partition -> partition.lag().orElse(0L))
                    .sum();
        } catch (ExecutionException | TimeoutException e) {
            log.debug("the backlog of the couriers can't be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}

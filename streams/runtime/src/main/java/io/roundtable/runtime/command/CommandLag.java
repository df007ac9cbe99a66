package io.roundtable.runtime.command;

import io.roundtable.contract.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the log of commands ends. It is asked at most once a second, and for at most 1.5 s. */
final class CommandLag {

    private static final Logger log = LoggerFactory.getLogger(CommandLag.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int TIMEOUT_MS = 1_500;

    private final Admin admin;
    private Map<Integer, Long> ends = Map.of();
    private long readAt = System.nanoTime() - FRESH_NANOS;

    CommandLag(Admin admin) {
        this.admin = admin;
    }

    /** By partition; those that aren't known now are missing. */
    synchronized Map<Integer, Long> ends(Collection<Integer> partitions) {
        if (partitions.isEmpty()
                || (System.nanoTime() - readAt < FRESH_NANOS && ends.keySet().containsAll(partitions))) {
            return ends;
        }
        if (System.nanoTime() - readAt < FRESH_NANOS && ends.isEmpty()) {
            return ends; // it has just failed, and who waited meanwhile needn't wait once more
        }
        ends = read(partitions);
        readAt = System.nanoTime();
        return ends;
    }

    private Map<Integer, Long> read(Collection<Integer> partitions) {
        var wanted = partitions.stream()
                .collect(Collectors.toMap(p -> new TopicPartition(Topics.COMMANDS, p), _ -> OffsetSpec.latest()));
        try {
            return admin
                    .listOffsets(wanted, new ListOffsetsOptions().timeoutMs(TIMEOUT_MS))
                    .all()
                    .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            e -> e.getKey().partition(), e -> e.getValue().offset()));
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the end of the log of commands can't be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Map.of();
    }
}

package io.roundtable.runtime.archive;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.runtime.archive.Manifest.PartitionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is committed on the log of events into files, up to where it ends when this begins. It reads one partition
 * after the other and holds no more than one fetch; it appends nothing anywhere, and belongs to no group.
 */
public final class LogExport {

    /** Of the lines of one file, before they are packed. */
    public static final long FILE_BYTES = 256L * 1024 * 1024;

    /** Brokers that give nothing for so long don't answer. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(500);

    private final Wanted wanted;
    private final Cluster cluster;
    private final KafkaAccess kafka;
    private final Watcher watcher;
    private long passed;
    private long total;

    /**
     * What is to be exported.
     *
     * @param directory that doesn't exist yet, or is empty
     * @param workspace the only one; null for all
     * @param fileBytes after which a file ends
     */
    public record Wanted(Path directory, @Nullable WorkspaceId workspace, Until until, long fileBytes) {}

    public LogExport(Wanted wanted, Cluster cluster, KafkaAccess kafka, Watcher watcher) {
        this.wanted = wanted;
        this.cluster = cluster;
        this.kafka = kafka;
        this.watcher = watcher;
    }

    /**
     * Writes the files of events, and none beside.
     *
     * @return what there is of each partition, for the manifest
     * @throws ArchiveFault where the directory holds something, or the log isn't dense from its first event on
     */
    public List<PartitionLog> run() {
        prepare();
        var partitions = wanted.workspace() == null
                ? IntStream.range(0, cluster.partitions()).boxed().toList()
                : List.of(new Partitions(cluster.partitions()).of(wanted.workspace()));
        Map<Integer, Long> ends = cluster.ends();
        Map<Integer, Long> starts = cluster.starts();
        for (int partition : partitions) {
            if (Objects.requireNonNull(ends.get(partition)) > 0) {
                wanted.until().check(cluster.topicId(), partition);
            }
            total += Objects.requireNonNull(ends.get(partition)) - Objects.requireNonNull(starts.get(partition));
        }
        var logs = new ArrayList<PartitionLog>();
        try (var consumer = consumer()) {
            for (int partition : partitions) {
                logs.add(export(consumer, partition, Objects.requireNonNull(ends.get(partition))));
            }
        } catch (IOException e) {
            throw new ArchiveFault(wanted.directory() + " can't be written: " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new ArchiveFault("the log can't be read: " + e.getMessage(), e);
        }
        return logs;
    }

    private void prepare() {
        try {
            Files.createDirectories(wanted.directory());
            try (var there = Files.list(wanted.directory())) {
                if (there.findAny().isPresent()) {
                    throw new ArchiveFault(wanted.directory() + " isn't empty: export into a directory of its own");
                }
            }
        } catch (IOException e) {
            throw new ArchiveFault(wanted.directory() + " can't be made: " + e.getMessage(), e);
        }
    }

    private PartitionLog export(Consumer<byte[], byte[]> consumer, int partition, long end) throws IOException {
        var from = new TopicPartition(Topics.EVENTS, partition);
        consumer.assign(List.of(from));
        consumer.seekToBeginning(List.of(from));
        long begun = consumer.position(from);
        long last = 0;
        long silentSince = System.nanoTime();
        try (var files = new EventFileWriter(wanted.directory(), partition, wanted.fileBytes())) {
            long position = begun;
            while (position < end) {
                for (var entry : consumer.poll(POLL).records(from)) {
                    if (entry.offset() >= end || !LoggedEvent.isOurs(entry.headers())) {
                        continue;
                    }
                    LoggedEvent event = next(entry, last);
                    if (wanted.until().isBefore(partition, event)) {
                        passed += end - begun;
                        return files.finished();
                    }
                    last = event.sequence();
                    if (wanted.workspace() == null
                            || event.workspace().equals(wanted.workspace().value())) {
                        files.write(event);
                    }
                }
                silentSince = consumer.position(from) > position ? System.nanoTime() : silentSince;
                if (System.nanoTime() - silentSince > SILENCE.toNanos()) {
                    throw new ArchiveFault(from + " gives nothing after offset " + position + ", and ends at " + end);
                }
                position = consumer.position(from);
                watcher.at("Exporting", passed + Math.min(position, end) - begun, total);
            }
            passed += end - begun;
            return files.finished();
        }
    }

    private static LoggedEvent next(ConsumerRecord<byte[], byte[]> entry, long last) {
        var event = LoggedEvent.of(entry);
        if (event.sequence() != last + 1) {
            throw new ArchiveFault(
                    "%s-%d has event %,d at offset %,d after event %,d: events are missing, and an archive without them couldn't be restored"
                            .formatted(entry.topic(), entry.partition(), event.sequence(), entry.offset(), last));
        }
        return event;
    }

    private Consumer<byte[], byte[]> consumer() {
        var config = kafka.with(Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "roundtable-export",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false));
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}

package io.roundtable.runtime.archive;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.log.CommittedLog;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends an archive's events to the empty log of another cluster, or to what an import of the same archive has left there
 * when it broke off.
 */
public final class LogImport {

    private final Archive archive;
    private final Map<Integer, Long> held;
    private final Producer<byte[], byte[]> producer;
    private final Watcher watcher;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long done;

    private LogImport(Archive archive, Map<Integer, Long> held, Producer<byte[], byte[]> producer, Watcher watcher) {
        this.archive = archive;
        this.held = held;
        this.producer = producer;
        this.watcher = watcher;
    }

    /** Whether places change. */
    public static boolean renumbers(Manifest manifest, int partitions) {
        return manifest.workspace() != null || manifest.partitions() != partitions;
    }

    /**
     * What {@link #run} will come to; reads the events where they are to be numbered anew.
     *
     * @return the last sequence of each partition
     */
    public static List<Long> lastSequences(Archive archive, int partitions) {
        long[] last = new long[partitions];
        var placement = new Placement(archive, partitions);
        if (placement.isAnew()) {
            placement.each((partition, event) -> last[partition] = event.sequence());
        } else {
            archive.manifest().logs().forEach(log -> last[log.partition()] = log.lastSequence());
        }
        return Arrays.stream(last).boxed().toList();
    }

    /**
     * Sees that what is in the topic is what an import of this archive has left there; changes nothing.
     *
     * @throws ArchiveFault where another event is at the place of one of the archive's
     */
    public static void compare(Archive archive, Cluster cluster, KafkaAccess kafka, Watcher watcher) {
        var placement = new Placement(archive, cluster.partitions());
        try (var log = new CommittedLog(kafka, "roundtable-import")) {
            var there = new HeldEvents(log, cluster.ends());
            var seen = new AtomicLong();
            placement.each((partition, event) -> {
                there.require(partition, event);
                watcher.at(
                        "Comparing", seen.incrementAndGet(), archive.manifest().records());
            });
            there.requireNoMore();
        } catch (KafkaException e) {
            throw new ArchiveFault("the log can't be read: " + e.getMessage() + "; nothing was appended", e);
        }
    }

    /**
     * Appends what isn't there yet; see before that the cluster {@linkplain Cluster#requireNothingBut is empty} or holds
     * {@linkplain #compare a part}, and the archive {@linkplain Archive#check is whole}.
     *
     * @return the last sequence of each partition
     * @throws ArchiveFault where it breaks off: the topics then hold a part, and the next call does the rest
     */
    public static List<Long> run(Archive archive, Cluster cluster, KafkaAccess kafka, Watcher watcher) {
        try (var producer = producer(kafka)) {
            new LogImport(archive, cluster.ends(), producer, watcher).run(cluster.partitions());
        } catch (KafkaException e) {
            throw brokenOff(e);
        }
        var ends = List.copyOf(cluster.ends().values());
        long appended = ends.stream().mapToLong(Long::longValue).sum();
        if (appended != archive.manifest().records()) {
            throw new ArchiveFault("the topics hold %,d events, and the archive %,d: somebody else has written to them"
                    .formatted(appended, archive.manifest().records()));
        }
        return ends;
    }

    private static ArchiveFault brokenOff(Exception cause) {
        return new ArchiveFault(
                "the import broke off: " + cause.getMessage()
                        + ". The topics hold a part of the log now: the same command goes on from there",
                cause);
    }

    private void run(int partitions) {
        new Placement(archive, partitions).each(this::append);
        producer.flush();
        checkSent();
    }

    /** An event's offset is its sequence less one, since nobody else writes. */
    private void append(int partition, LoggedEvent event) {
        checkSent();
        if (event.sequence() > Objects.requireNonNull(held.get(partition))) {
            var record = new ProducerRecord<>(
                    Topics.EVENTS, partition, event.timestamp(), key(event), event.value(), event.headers());
            var _ = producer.send(record, (_, e) -> note(e));
        }
        watcher.at("Importing", ++done, archive.manifest().records());
    }

    private static byte[] key(LoggedEvent event) {
        return event.workspace().getBytes(StandardCharsets.UTF_8);
    }

    private void note(@Nullable Exception e) {
        if (e != null) {
            failure.compareAndSet(null, e);
        }
    }

    private void checkSent() {
        Exception e = failure.get();
        if (e != null) {
            throw brokenOff(e);
        }
    }

    private static Producer<byte[], byte[]> producer(KafkaAccess kafka) {
        return new KafkaProducer<>(
                kafka.producing(Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "roundtable-import",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        512 * 1024,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        2 * Topics.MAX_RECORD_BYTES)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}

package io.roundtable.runtime.archive;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends an archive's events to the empty log of another cluster. With the same number of partitions each event gets
 * the place that it had. With another, or where the archive holds one workspace of many, they are numbered anew in the
 * order of their times, then of their old places; what one partition held, and so each workspace, stays in its order.
 */
public final class LogImport {

    private final Archive archive;
    private final int partitions;
    private final Producer<byte[], byte[]> producer;
    private final Watcher watcher;
    private final long[] sequences;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long done;

    private LogImport(Archive archive, int partitions, Producer<byte[], byte[]> producer, Watcher watcher) {
        this.archive = archive;
        this.partitions = partitions;
        this.producer = producer;
        this.watcher = watcher;
        this.sequences = new long[partitions];
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
        if (!renumbers(archive.manifest(), partitions)) {
            archive.manifest().logs().forEach(log -> last[log.partition()] = log.lastSequence());
            return boxed(last);
        }
        var here = new Partitions(partitions);
        List<PartitionReader> readers = archive.readers();
        try {
            for (PartitionReader reader : readers) {
                for (LoggedEvent event = reader.next(); event != null; event = reader.next()) {
                    last[here.of(key(event))]++;
                }
            }
        } finally {
            readers.forEach(PartitionReader::close);
        }
        return boxed(last);
    }

    private static List<Long> boxed(long[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /**
     * Appends all of it; see before that the cluster {@linkplain Cluster#requireEmpty is empty} and the archive
     * {@linkplain Archive#check is whole}.
     *
     * @return the last sequence of each partition
     * @throws ArchiveFault where it breaks off: the topics then hold a part, and have to be made anew
     */
    public static List<Long> run(Archive archive, Cluster cluster, KafkaAccess kafka, Watcher watcher) {
        try (var producer = producer(kafka)) {
            new LogImport(archive, cluster.partitions(), producer, watcher).run();
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
                        + ". The topics hold a part of the log now: delete them, run 'roundtable topics apply', and"
                        + " import again",
                cause);
    }

    private void run() {
        List<PartitionReader> readers = archive.readers();
        try {
            if (renumbers(archive.manifest(), partitions)) {
                merge(readers);
            } else {
                readers.forEach(this::append);
            }
            producer.flush();
            checkSent();
        } finally {
            readers.forEach(PartitionReader::close);
        }
    }

    private void append(PartitionReader reader) {
        for (LoggedEvent event = reader.next(); event != null; event = reader.next()) {
            append(reader.partition(), event);
        }
    }

    private record Head(LoggedEvent event, Instant time, PartitionReader from) {}

    private void merge(List<PartitionReader> readers) {
        var heads = new PriorityQueue<>(Comparator.comparing(Head::time)
                .thenComparingInt(head -> head.from().partition())
                .thenComparingLong(head -> head.event().sequence()));
        readers.forEach(reader -> take(reader, heads));
        for (Head head = heads.poll(); head != null; head = heads.poll()) {
            byte[] key = key(head.event());
            int partition = new Partitions(partitions).of(key);
            append(partition, head.event().at(++sequences[partition]));
            take(head.from(), heads);
        }
    }

    private static void take(PartitionReader reader, PriorityQueue<Head> heads) {
        LoggedEvent event = reader.next();
        if (event != null) {
            heads.add(new Head(event, event.time(), reader));
        }
    }

    private void append(int partition, LoggedEvent event) {
        checkSent();
        var record = new ProducerRecord<>(
                Topics.EVENTS, partition, event.timestamp(), key(event), event.value(), event.headers());
        var _ = producer.send(record, (_, e) -> note(e));
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
                kafka.with(Map.of(
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

package io.roundtable.runtime.replay.engine;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.command.Changelogs;
import io.roundtable.runtime.command.EngineStore;
import io.roundtable.runtime.command.StateFold;
import io.roundtable.runtime.log.LogOffsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Has changelogs say what a fold says: it appends what is missing or another, and takes away what is too much. How far the
 * partition has come is written last, so that an engine doesn't go on from half of it; begun again it does the rest.
 */
final class ChangelogWriter implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final int partition;
    private final long time;
    private final AtomicReference<@Nullable Exception> fault = new AtomicReference<>();

    private ChangelogWriter(KafkaAccess kafka, int partition, long time) {
        this.producer = new KafkaProducer<>(
                kafka.producing(Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "roundtable-replay-engine",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topics.MAX_DEAD_LETTER_BYTES,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.partition = partition;
        this.time = time;
    }

    /** @throws KafkaException where not all was written */
    static void write(KafkaAccess kafka, Admin admin, int partition, Stored stored, StateFold fold) {
        makeMissing(admin);
        try (var writer = new ChangelogWriter(kafka, partition, fold.time().toEpochMilli())) {
            writer.write(EngineStore.DUPLICATES, stored, fold);
            writer.write(EngineStore.STATE, stored, fold);
        }
    }

    private static void makeMissing(Admin admin) {
        var offsets = new LogOffsets(admin);
        var names = Arrays.stream(EngineStore.values()).map(EngineStore::topic).toList();
        var there = offsets.topics(names);
        int replicas = Changelogs.replicas(admin);
        int partitions = Objects.requireNonNull(
                        offsets.topics(List.of(Topics.COMMANDS)).get(Topics.COMMANDS))
                .partitions()
                .size();
        there.values().stream()
                .filter(topic -> topic.partitions().size() != partitions)
                .findAny()
                .ifPresent(topic -> {
                    throw new ReplayRefused("%s has %d partitions, not %d: delete it, and run this again"
                            .formatted(topic.name(), topic.partitions().size(), partitions));
                });
        var missing = names.stream()
                .filter(name -> !there.containsKey(name))
                .map(name -> new NewTopic(name, partitions, (short) replicas).configs(Changelogs.settings(replicas)))
                .toList();
        var _ = LogOffsets.get(admin.createTopics(missing).all());
    }

    private void write(EngineStore store, Stored stored, StateFold fold) {
        var there = stored.rows(store);
        there.keySet().stream().filter(key -> fold.find(store, key) == null).forEach(key -> append(store, key, null));
        fold.each(store, (key, value) -> {
            byte[] found = there.get(key);
            if (found == null || !Arrays.equals(found, value)) {
                append(store, key, value);
            }
        });
        producer.flush();
        Exception failed = fault.get();
        if (failed != null) {
            throw new KafkaException("not all of %s was written; run this again".formatted(store.topic()), failed);
        }
    }

    private void append(EngineStore store, Bytes key, byte @Nullable [] value) {
        var row = new ProducerRecord<>(store.topic(), partition, Long.valueOf(time), key.get(), value);
        var _ = producer.send(row, (_, failed) -> {
            if (failed != null) {
                fault.compareAndSet(null, failed);
            }
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}

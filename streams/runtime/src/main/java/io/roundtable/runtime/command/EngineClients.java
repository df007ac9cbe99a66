package io.roundtable.runtime.command;

import io.roundtable.contract.Topics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's own clients, but for the main consumers, that can be told by a partition where to read on, and the producers,
 * that tell how long commits take.
 */
final class EngineClients implements KafkaClientSupplier, Logs {

    private final LogReader reader;
    private final CommitPace pace;
    private final Map<TopicPartition, Consumer<byte[], byte[]>> owners = new ConcurrentHashMap<>();

    EngineClients(LogReader reader, CommitPace pace) {
        this.reader = reader;
        this.pace = pace;
    }

    @Override
    public Extent commands(int partition) {
        return reader.commands(partition);
    }

    @Override
    public LastEvent lastEvent(int partition) {
        return reader.lastEvent(partition);
    }

    @Override
    public void goTo(int partition, long offset) {
        var commands = new TopicPartition(Topics.COMMANDS, partition);
        Consumer<byte[], byte[]> owner = owners.get(commands);
        if (owner == null) {
            throw new IllegalStateException(commands + " is decided here, and read nowhere");
        }
        owner.seek(commands, offset);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new PacedProducer(config, pace);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new CommandConsumer(config, owners, pace);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}

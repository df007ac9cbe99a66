package io.roundtable.runtime.command;

import io.roundtable.contract.Topics;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** From the commands topic to all the others. */
final class EngineTopology {

    private static final String SOURCE = "commands";
    private static final String DECIDE = "decide";

    private EngineTopology() {}

    /**
     * @param stores makes the store of a name
     * @param replicas of its changelog
     */
    static Topology build(
            ProcessorSupplier<byte[], byte[], byte[], Outgoing> processor,
            Function<String, KeyValueBytesStoreSupplier> stores,
            int replicas) {
        var topology = new Topology();
        topology.addSource(SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.COMMANDS);
        topology.addProcessor(DECIDE, processor, SOURCE);
        topology.addStateStore(store(stores.apply(CommandProcessor.STATE), replicas), DECIDE);
        topology.addStateStore(store(stores.apply(CommandProcessor.DUPLICATES), replicas), DECIDE);
        Map.of(
                        CommandProcessor.TO_EVENTS, Topics.EVENTS,
                        CommandProcessor.TO_REPLIES, Topics.REPLIES,
                        CommandProcessor.TO_DELIVERIES, Topics.DELIVERIES,
                        CommandProcessor.TO_DEAD_LETTERS, Topics.DEAD_LETTERS)
                .forEach((sink, topic) -> topology.addSink(
                        sink,
                        topic,
                        new ByteArraySerializer(),
                        new Outgoing.Bytes(),
                        new Outgoing.Partitioner(),
                        DECIDE));
        return topology;
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(KeyValueBytesStoreSupplier supplier, int replicas) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Changelogs.settings(replicas));
    }
}

package io.roundtable.runtime.command;

import io.roundtable.contract.Topics;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.TopicConfig;
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

    static Topology build(ProcessorSupplier<byte[], byte[], byte[], Outgoing> processor) {
        return build(processor, Stores::persistentKeyValueStore);
    }

    /** @param stores makes the store of a name */
    static Topology build(
            ProcessorSupplier<byte[], byte[], byte[], Outgoing> processor,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        var topology = new Topology();
        topology.addSource(SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.COMMANDS);
        topology.addProcessor(DECIDE, processor, SOURCE);
        topology.addStateStore(store(stores.apply(CommandProcessor.STATE)), DECIDE);
        topology.addStateStore(store(stores.apply(CommandProcessor.DUPLICATES)), DECIDE);
        Map.of(
                        CommandProcessor.TO_EVENTS, Topics.EVENTS,
                        CommandProcessor.TO_REPLIES, Topics.REPLIES,
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

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                // a row may be larger than what brokers take by default
                .withLoggingEnabled(
                        Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.MAX_RECORD_BYTES)));
    }
}

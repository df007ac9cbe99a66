package io.roundtable.runtime.command;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.RecordTime;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How the engine's Streams application is set up; what stands here an operator can't set. */
final class EngineProperties {

    /** As long as the longest commit interval, and longer than a broker's leadership takes to move. */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    /** The longest that a thread without new records waits before it looks whether it has to commit. */
    private static final long MAX_POLL_MS = 100;

    private EngineProperties() {}

    /** @param replicas of the changelogs that are still to be made */
    static Properties of(EngineSettings settings, int replicas) {
        long commitMillis = settings.tuning().commitInterval().toMillis();
        var properties = new Properties();
        properties.putAll(settings.kafka().with(Map.of()));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, Engine.APPLICATION_ID);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis);
        // a thread commits only between polls: with sparse traffic a longer poll would be what an answer takes
        properties.put(StreamsConfig.POLL_MS_CONFIG, Math.min(commitMillis, MAX_POLL_MS));
        properties.put(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.tuning().threads());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTime.class);
        // there is no global store, and unset it would warn at every start; the constant is deprecated, the setting is
        // not
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put("group.protocol", "classic");
        consumers(properties, settings.instance());
        producers(properties);
        return properties;
    }

    private static void consumers(Properties properties, String instance) {
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), "engine-" + instance);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
                "earliest"); // a partition's state has the last word
    }

    private static void producers(Properties properties) {
        // a small retry back-off on the broker's side needs one here, else commits have tails of 100 ms
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_DEAD_LETTER_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
    }
}

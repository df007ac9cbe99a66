package io.roundtable.runtime;

import io.roundtable.contract.KafkaAccess;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What every Streams application of ours is set to, and an operator can't set. */
public final class StreamsBasics {

    private StreamsBasics() {}

    /**
     * @param instance among the application's group, and the same after a restart
     * @return settings of the caller's own
     */
    public static Properties of(
            KafkaAccess kafka, String applicationId, String instance, Path stateDirectory, int threads) {
        var properties = new Properties();
        properties.putAll(kafka.producing(Map.of()));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTime.class);
        // there is no global store, and unset it would warn at every start; the constant is deprecated, the setting is
        // not
        properties.put("processing.exception.handler.global.enabled", true);
        // a task reads one partition, so there is no other to wait for; looking whether there is takes each round its
        // time
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.put("group.protocol", "classic");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        return properties;
    }
}

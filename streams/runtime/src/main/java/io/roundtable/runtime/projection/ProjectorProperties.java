package io.roundtable.runtime.projection;

import io.roundtable.runtime.RecordTime;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How the projector's Streams application is set up; what stands here an operator can't set. */
final class ProjectorProperties {

    private ProjectorProperties() {}

    static Properties of(ProjectorSettings settings) {
        var properties = new Properties();
        properties.putAll(settings.kafka().with(Map.of()));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, Projector.APPLICATION_ID);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.tuning().threads());
        properties.put(
                StreamsConfig.POLL_MS_CONFIG, settings.tuning().flushInterval().toMillis());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 30_000); // of offsets that nobody reads
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTime.class);
        // there is no global store, and unset it would warn at every start; the constant is deprecated, the setting is
        // not
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put("group.protocol", "classic");
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                "projector-" + settings.instance());
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "none");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        return properties;
    }
}

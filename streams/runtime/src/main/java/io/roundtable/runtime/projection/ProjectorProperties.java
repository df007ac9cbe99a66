package io.roundtable.runtime.projection;

import io.roundtable.runtime.StreamsBasics;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How the projector's Streams application is set up; what stands here an operator can't set. */
final class ProjectorProperties {

    private ProjectorProperties() {}

    static Properties of(ProjectorSettings settings, String applicationId) {
        Properties properties = StreamsBasics.of(
                settings.kafka(),
                applicationId,
                "projector-" + settings.instance(),
                settings.stateDirectory(),
                settings.tuning().threads());
        properties.put(
                StreamsConfig.POLL_MS_CONFIG, settings.tuning().flushInterval().toMillis());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 30_000); // of offsets that nobody reads
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "none");
        return properties;
    }

    /** For work that is done once: nobody comes back under the same name. */
    static Properties once(ProjectorSettings settings, String applicationId) {
        Properties properties = of(settings, applicationId);
        properties.remove(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        int batch = settings.tuning().maxBatch();
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), batch);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, batch);
        return properties;
    }
}

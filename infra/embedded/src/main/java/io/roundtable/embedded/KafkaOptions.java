package io.roundtable.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where an embedded broker keeps its data and listens.
 *
 * @param dataDir created when missing; belongs to one broker at a time
 * @param port 1 to 65535, or 0 for any free one
 * @param settings by their Kafka names, which win over those of {@link BrokerSettings}
 */
public record KafkaOptions(Path dataDir, int port, Map<String, String> settings) {
    public KafkaOptions {
        dataDir = dataDir.toAbsolutePath().normalize();
        Ports.requireValid(port);
        settings = Map.copyOf(settings);
    }

    public KafkaOptions(Path dataDir, int port) {
        this(dataDir, port, Map.of());
    }
}

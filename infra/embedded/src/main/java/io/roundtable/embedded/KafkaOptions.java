package io.roundtable.embedded;

import java.nio.file.Path;

/**
 * Where an embedded broker keeps its data and listens.
 *
 * @param dataDir created when missing; belongs to one broker at a time
 * @param port 1 to 65535, or 0 for any free one
 */
public record KafkaOptions(Path dataDir, int port) {
    public KafkaOptions {
        dataDir = dataDir.toAbsolutePath().normalize();
        Ports.requireValid(port);
    }
}

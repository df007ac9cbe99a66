package io.roundtable.app.dev;

import io.roundtable.app.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a development stack listens, and where it keeps its data.
 *
 * @param data made absolute
 */
record DevOptions(int port, int kafkaPort, int postgresPort, Path data) {
    private static final int MAX_PORT = 65_535;

    DevOptions {
        require("--port", port);
        require("--kafka-port", kafkaPort);
        require("--postgres-port", postgresPort);
        if (List.of(port, kafkaPort, postgresPort).stream().distinct().count() < 3) {
            throw new UserError("--port, --kafka-port and --postgres-port must be three different ports");
        }
        data = data.toAbsolutePath().normalize();
    }

    private static void require(String option, int port) {
        if (port < 1 || port > MAX_PORT) {
            throw new UserError("%s must be from 1 to %d, not %d".formatted(option, MAX_PORT, port));
        }
    }
}

package io.roundtable.app.dev;

import io.roundtable.app.Logging;
import io.roundtable.app.PrivateFile;
import io.roundtable.app.StopSignal;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.role.RoleStarter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code roundtable dev}. */
@Command(
        name = "dev",
        description = {
            "Runs everything in one process: an embedded Kafka and PostgreSQL, and every role.",
            "Makes a user, a workspace 'demo' and two sandboxes once, and prints them as shell variables, with commands"
                    + " to try. Data stays in --data: started again, it goes on where it was."
        })
public final class DevCommand implements Callable<Integer> {
    /** Roles 20 s, Kafka 20 s, PostgreSQL 5 s. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(50);

    private final Terminal terminal;
    private final RoleStarter starter;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "HTTP; default ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "default ${DEFAULT-VALUE}")
    private int kafkaPort;

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            defaultValue = "5433",
            description = "default ${DEFAULT-VALUE}")
    private int postgresPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".roundtable",
            description = "where data and log are kept; default ${DEFAULT-VALUE} in the working directory")
    private Path data = Path.of(".roundtable");

    @Option(
            names = "--stack-only",
            description = "only Kafka, with its topics, and PostgreSQL; prints what roles started by themselves need")
    private boolean stackOnly;

    public DevCommand(Terminal terminal, RoleStarter starter) {
        this.terminal = terminal;
        this.starter = starter;
    }

    @Override
    public Integer call() {
        var options = new DevOptions(port, kafkaPort, postgresPort, data);
        createData(options.data());
        Logging.toFile(options.data().resolve("roundtable.log"));
        try (var stop = StopSignal.listen(STOP_LIMIT)) {
            // The others are looked at by those that open them, once they have stopped what an earlier run left behind.
            if (!stackOnly) {
                DevPorts.requireFree(options.port(), "--port");
            }
            new DevStack(options, terminal, starter).run(stop, stackOnly);
            return 0;
        }
    }

    private static void createData(Path data) {
        try {
            PrivateFile.createDirectory(data);
        } catch (IOException e) {
            throw new UserError("--data %s can't be made: %s".formatted(data, e.getMessage()), e);
        }
    }
}

package io.roundtable.app.dev;

import io.roundtable.app.UserError;
import io.roundtable.embedded.DatabaseOptions;
import io.roundtable.embedded.DirectoryInUseException;
import io.roundtable.embedded.EmbeddedDatabase;
import io.roundtable.embedded.EmbeddedKafka;
import io.roundtable.embedded.EmbeddedStackException;
import io.roundtable.embedded.KafkaOptions;
import io.roundtable.embedded.PortTakenException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The embedded Kafka and PostgreSQL of a development stack.
 *
 * <p>The one class that knows them: their jars are on the classpath of {@code dev} alone, so nothing that other commands
 * load may mention this class before it is needed.
 */
final class EmbeddedStack implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final EmbeddedDatabase database;

    private EmbeddedStack(EmbeddedKafka kafka, EmbeddedDatabase database) {
        this.kafka = kafka;
        this.database = database;
    }

    /**
     * Starts both, beside each other; where one can't, neither is left running.
     *
     * @throws UserError with what to do
     */
    static EmbeddedStack start(DevOptions options) {
        var home = options.data();
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var kafka = CompletableFuture.supplyAsync(
                    explained(
                            () -> EmbeddedKafka.start(new KafkaOptions(home.resolve("kafka"), options.kafkaPort())),
                            "--kafka-port"),
                    threads);
            var database = CompletableFuture.supplyAsync(
                    explained(
                            () -> EmbeddedDatabase.start(
                                    new DatabaseOptions(home.resolve("postgres"), options.postgresPort(), true)),
                            "--postgres-port"),
                    threads);
            return both(kafka, database);
        }
    }

    private static EmbeddedStack both(
            CompletableFuture<EmbeddedKafka> kafka, CompletableFuture<EmbeddedDatabase> database) {
        try {
            CompletableFuture.allOf(kafka, database).join();
            return new EmbeddedStack(kafka.join(), database.join());
        } catch (CompletionException e) {
            closeStarted(kafka, EmbeddedKafka::close);
            closeStarted(database, EmbeddedDatabase::close);
            throw e.getCause() instanceof UserError known ? known : e;
        }
    }

    private static <T> void closeStarted(CompletableFuture<T> part, Consumer<T> close) {
        if (part.state() == Future.State.SUCCESS) {
            close.accept(part.resultNow());
        }
    }

    private static <T> Supplier<T> explained(Supplier<T> start, String portOption) {
        return () -> {
            try {
                return start.get();
            } catch (PortTakenException e) {
                throw new UserError(DevPorts.taken(e.port(), portOption), e);
            } catch (DirectoryInUseException e) {
                throw new UserError(
                        e.directory() + " is in use: another 'roundtable dev' runs on it; stop that, or choose another"
                                + " directory with --data",
                        e);
            } catch (EmbeddedStackException e) {
                throw new UserError(String.valueOf(e.getMessage()), e);
            }
        };
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String jdbcUrl() {
        return database.jdbcUrl();
    }

    String user() {
        return database.user();
    }

    String password() {
        return database.password();
    }

    /** Kafka first; waits at most 25 s. */
    @Override
    public void close() {
        try {
            kafka.close();
        } finally {
            database.close();
        }
    }
}

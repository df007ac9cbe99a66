package io.roundtable.bench.installation;

import io.roundtable.embedded.DatabaseOptions;
import io.roundtable.embedded.EmbeddedDatabase;
import io.roundtable.embedded.EmbeddedKafka;
import io.roundtable.embedded.KafkaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/**
 * A broker and a PostgreSQL in a process of their own, until it is told to stop. PostgreSQL waits for its disk
 * ({@code fsync} on), as {@code dev} does.
 */
final class StackMain {
    static final String BOOTSTRAP = "bootstrap";
    static final String JDBC_URL = "jdbc_url";
    static final String USER = "user";
    static final String PASSWORD = "password";

    private StackMain() {}

    /** @param args the directory for its data, and the file that it writes once both serve clients */
    public static void main(String[] args) throws IOException, InterruptedException {
        var home = Path.of(args[0]);
        var kafka = EmbeddedKafka.start(new KafkaOptions(home.resolve("kafka"), 0));
        var database = EmbeddedDatabase.start(new DatabaseOptions(home.resolve("postgres"), 0, true));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            kafka.close();
            database.close();
        }));
        var access = new Properties();
        access.setProperty(BOOTSTRAP, kafka.bootstrapServers());
        access.setProperty(JDBC_URL, database.jdbcUrl());
        access.setProperty(USER, database.user());
        access.setProperty(PASSWORD, database.password());
        write(access, Path.of(args[1]));
        new CountDownLatch(1).await();
    }

    /** Whole or not at all: somebody looks for it all the while. */
    private static void write(Properties access, Path file) throws IOException {
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try (var writer = Files.newBufferedWriter(beside)) {
            access.store(writer, null);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}

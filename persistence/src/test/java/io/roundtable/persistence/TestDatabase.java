package io.roundtable.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Databases on one embedded PostgreSQL, which lives as long as the JVM. */
public final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();

    private TestDatabase() {}

    public static DatabaseSettings empty() {
        return create("test_" + COUNT.incrementAndGet(), "template1");
    }

    /**
     * A copy of a database that is made once in this VM: making it takes many times longer.
     *
     * @param template its name
     */
    public static DatabaseSettings copyOf(String template, Consumer<Database> make) {
        TEMPLATES.computeIfAbsent(template, name -> {
            try (Database database = Database.open(create(name, "template1"))) {
                make.accept(database);
            }
            return name;
        });
        return create("test_" + COUNT.incrementAndGet(), template);
    }

    private static DatabaseSettings create(String name, String template) {
        EmbeddedPostgres postgres = Server.POSTGRES;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new DatabaseSettings(postgres.getJdbcUrl("postgres", name), "", "", 5, Duration.ofSeconds(5));
    }

    /** With the identity schema in it. */
    public static Database withIdentity() {
        return Database.open(copyOf("identity", database -> Migrations.identity(database.unpooled())));
    }

    private static final class Server {

        private static final Path MEMORY = Path.of("/dev/shm");
        private static final long PLENTY_BYTES = 8L * 1024 * 1024 * 1024;

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                Path directory = Files.createTempDirectory(place(), "roundtable-postgres");
                return EmbeddedPostgres.builder().setDataDirectory(directory).start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** In memory where there is plenty: to delete the hundred thousand files of all databases takes a disk half a minute. */
        private static Path place() throws IOException {
            boolean fits = Files.isWritable(MEMORY)
                    && Files.getFileStore(MEMORY).getUsableSpace() >= PLENTY_BYTES
                    && availableMemory() >= PLENTY_BYTES;
            return fits ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        }

        /** As Linux tells it, in bytes; 0 where it doesn't. */
        private static long availableMemory() throws IOException {
            Path told = Path.of("/proc/meminfo");
            if (!Files.isReadable(told)) {
                return 0;
            }
            try (var lines = Files.lines(told)) {
                return lines.filter(line -> line.startsWith("MemAvailable:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .sum();
            }
        }
    }
}

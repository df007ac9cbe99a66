package io.roundtable.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * One PostgreSQL server as a child process, reachable from this machine only, with an empty database
 * {@value #DATABASE} in it.
 *
 * <p>Its data stays in the directory it was started on, and so does its own log, {@code postgresql.log}. Text sorts by
 * code point ({@code C.UTF-8}) on every machine.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** The database that {@link #jdbcUrl()} names. */
    public static final String DATABASE = "roundtable";

    private static final String SUPERUSER = "postgres";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final EmbeddedPostgres server;
    private final DirectoryLock lock;

    private EmbeddedDatabase(EmbeddedPostgres server, DirectoryLock lock) {
        this.server = server;
        this.lock = lock;
    }

    /**
     * Starts the server and returns once it takes connections. A server that an earlier VM left behind on the directory
     * when it was killed is stopped first.
     *
     * @throws PortTakenException when the port is taken; nothing has been created then
     * @throws DirectoryInUseException when another live VM runs a server on the directory
     * @throws EmbeddedStackException when the server cannot start
     */
    public static EmbeddedDatabase start(DatabaseOptions options) {
        if (!Files.exists(options.dataDir())) {
            Ports.claim(options.port());
        }
        var lock = DirectoryLock.acquire(options.dataDir());
        try {
            return start(options, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedDatabase start(DatabaseOptions options, DirectoryLock lock) {
        var home = options.dataDir();
        var dataDir = home.resolve("data");
        OrphanedPostmaster.clear(dataDir);
        int port = Ports.claim(options.port());
        try {
            var firstStart = FirstStart.begin(home, dataDir);
            var log = home.resolve("postgresql.log");
            Files.deleteIfExists(log);
            var settings = new PostgresSettings(options.durable());
            var server = settings.builder(log)
                    .setDataDirectory(dataDir)
                    .setPort(port)
                    .start();
            var database = withDefaultDatabase(new EmbeddedDatabase(server, lock));
            firstStart.succeeded();
            return database;
        } catch (IOException | IllegalStateException e) {
            throw new EmbeddedStackException("the embedded PostgreSQL could not start; its log is in " + home, e);
        }
    }

    private static EmbeddedDatabase withDefaultDatabase(EmbeddedDatabase database) {
        try {
            if (!database.exists(DATABASE)) {
                database.createDatabase(DATABASE);
            }
            return database;
        } catch (EmbeddedStackException e) {
            database.close();
            throw e;
        }
    }

    /** Where clients connect. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** The same server, another database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), requireName(database));
    }

    /** The superuser's name. */
    public String user() {
        return SUPERUSER;
    }

    /** Any password will do: the server trusts whoever reaches it, and only this machine can. */
    public String password() {
        return SUPERUSER;
    }

    /** Creates an empty database; its name is a lower-case identifier of at most 63 characters. */
    public void createDatabase(String name) {
        // A database name cannot be a bind parameter; the pattern leaves nothing to escape.
        execute("CREATE DATABASE " + requireName(name));
    }

    private boolean exists(String name) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new EmbeddedStackException("cannot look for database " + name, e);
        }
    }

    private void execute(String sql) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new EmbeddedStackException("cannot run: " + sql, e);
        }
    }

    private static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        return name;
    }

    /** Stops cleanly (fast shutdown); waits at most 5 s. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.close();
        }
    }
}

package io.roundtable.bench.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A broker and a PostgreSQL, started from nothing. */
public final class Stack implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Child process;
    private final Properties access;

    private Stack(Child process, Properties access) {
        this.process = process;
        this.access = access;
    }

    static Stack start(Path directory, Setup setup) {
        var file = directory.resolve("stack.properties");
        var words = new ArrayList<>(setup.stack().flags());
        words.addAll(
                List.of(StackMain.class.getName(), directory.resolve("stack").toString(), file.toString()));
        var process = Child.start("stack", directory, setup.ofStack(), words);
        try {
            Waiting.until("Kafka and PostgreSQL", START_LIMIT, Duration.ofMillis(50), () -> {
                process.requireAlive();
                return Files.exists(file);
            });
            var access = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                access.load(reader);
            }
            return new Stack(process, access);
        } catch (IOException e) {
            process.close();
            throw new BenchFailure("cannot read " + file, e);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return access.getProperty(StackMain.BOOTSTRAP);
    }

    /** What the product's processes are told of it. */
    Map<String, String> environment() {
        return Map.of(
                "ROUNDTABLE_KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers(),
                "ROUNDTABLE_DATABASE_URL",
                access.getProperty(StackMain.JDBC_URL),
                "ROUNDTABLE_DATABASE_USER",
                access.getProperty(StackMain.USER),
                "ROUNDTABLE_DATABASE_PASSWORD",
                access.getProperty(StackMain.PASSWORD));
    }

    public Connection database() throws SQLException {
        return DriverManager.getConnection(
                access.getProperty(StackMain.JDBC_URL),
                access.getProperty(StackMain.USER),
                access.getProperty(StackMain.PASSWORD));
    }

    /** How another program comes to the database, under the names that it has for that. */
    public Map<String, String> databaseAccess(String url, String user, String password) {
        return Map.of(
                url, access.getProperty(StackMain.JDBC_URL),
                user, access.getProperty(StackMain.USER),
                password, access.getProperty(StackMain.PASSWORD));
    }

    /** CPU seconds of the broker so far. */
    public double brokerCpuSeconds() {
        return process.cpuSeconds();
    }

    /** CPU seconds of PostgreSQL so far, all its processes. */
    public double databaseCpuSeconds() {
        return CpuTime.ofTree(postmaster());
    }

    /** It has left the process that started it, so it is found as the parent of one that serves a connection. */
    private ProcessHandle postmaster() {
        try (var connection = database();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            var _ = row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow(() -> new BenchFailure("PostgreSQL's processes aren't on this machine"));
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL can't be asked", e);
        }
    }

    /** Stops both; false where they haven't ended within so many seconds. */
    public boolean stop(int seconds) {
        return process.stop(seconds);
    }

    @Override
    public void close() {
        process.close();
    }
}

package io.roundtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedDatabaseTest {
    @TempDir
    Path dir;

    @Test
    void shouldGoOnWhereItWasWhenStartedAgainOnTheSameDirectory() throws Exception {
        // Given
        var options = new DatabaseOptions(dir, 0, true);
        try (var database = EmbeddedDatabase.start(options)) {
            var sql = new SqlProbe(database);
            sql.execute("CREATE TABLE kept (value text)");
            sql.execute("INSERT INTO kept VALUES ('before')");
        }

        // When
        try (var database = EmbeddedDatabase.start(options)) {

            // Then
            assertThat(new SqlProbe(database).query("SELECT value FROM kept")).isEqualTo("before");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, on", "false, off"})
    void shouldFlushOnlyWhenDurable(boolean durable, String expected) throws Exception {
        // Given
        try (var database = EmbeddedDatabase.start(new DatabaseOptions(dir, 0, durable))) {
            var sql = new SqlProbe(database);

            // When
            var settings = sql.query("SELECT string_agg(DISTINCT setting, ',') FROM pg_settings"
                    + " WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')");

            // Then
            assertThat(settings).isEqualTo(expected);
            assertThat(sql.query("SHOW server_version_num")).startsWith("18");
            assertThat(sql.query("SELECT lower('ÄÖ') || ('Z' < 'a')")).isEqualTo("äötrue");
        }
    }

    @Test
    void shouldMakeFurtherDatabases() throws Exception {
        // Given
        try (var database = EmbeddedDatabase.start(new DatabaseOptions(dir, 0, false))) {

            // When
            database.createDatabase("another");

            // Then
            var sql = new SqlProbe(database.jdbcUrl("another"), database.user(), database.password());
            assertThat(sql.query("SELECT current_database()")).isEqualTo("another");
            assertThatThrownBy(() -> database.createDatabase("x; DROP DATABASE roundtable"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldStartOverWhenTheFirstStartWasKilledHalfWay() throws Exception {
        // Given
        Files.createFile(dir.resolve("initializing"));
        Files.createDirectories(dir.resolve("data/base"));
        Files.createFile(dir.resolve("data/postgresql.conf"));

        // When
        try (var database = EmbeddedDatabase.start(new DatabaseOptions(dir, 0, false))) {

            // Then
            assertThat(new SqlProbe(database).query("SELECT 1")).isEqualTo("1");
            assertThat(dir.resolve("initializing")).doesNotExist();
        }
    }

    @Test
    void shouldRejectWhenThePortIsTakenBeforeAnythingIsCreated() throws Exception {
        // Given
        try (var other = new ServerSocket(0)) {
            var options = new DatabaseOptions(dir.resolve("database"), other.getLocalPort(), false);

            // When / Then
            assertThatThrownBy(() -> EmbeddedDatabase.start(options))
                    .isInstanceOfSatisfying(
                            PortTakenException.class, e -> assertThat(e.port()).isEqualTo(other.getLocalPort()));
            assertThat(Files.exists(options.dataDir())).isFalse();
        }
    }

    @Test
    void shouldRejectWhenAnotherServerRunsOnTheDirectory() throws Exception {
        // Given
        var options = new DatabaseOptions(dir, 0, false);
        try (var running = EmbeddedDatabase.start(options)) {

            // When / Then
            assertThatThrownBy(() -> EmbeddedDatabase.start(options)).isInstanceOf(DirectoryInUseException.class);
            assertThat(new SqlProbe(running).query("SELECT 1")).isEqualTo("1");
        }
    }
}

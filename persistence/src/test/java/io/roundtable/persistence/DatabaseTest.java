package io.roundtable.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLState;

final class DatabaseTest {

    @Test
    void shouldRenderGeneratedProjectionTablesInTheSchemaAskedFor() {
        // Given
        Table<?> generated = DSL.table(DSL.name("projection", "message"));
        try (Database database = Database.open(TestDatabase.empty())) {
            // When
            String sql =
                    database.projection("projection_7").selectFrom(generated).getSQL();

            // Then
            assertThat(sql).contains("\"projection_7\".\"message\"");
        }
    }

    @Test
    void shouldEndAStatementThatTakesTooLongWhenItIsPooled() {
        // Given
        DatabaseSettings given = TestDatabase.empty();
        DatabaseSettings hasty = new DatabaseSettings(given.url(), "", "", 1, Duration.ofMillis(100));
        try (Database database = Database.open(hasty)) {
            // When // Then
            assertThatThrownBy(() -> database.identity().execute("select pg_sleep(20)"))
                    .isInstanceOfSatisfying(
                            DataAccessException.class,
                            e -> assertThat(e.sqlState()).isEqualTo(PSQLState.QUERY_CANCELED.getState()));
        }
    }

    @Test
    void shouldOpenWhileTheDatabaseIsDown() {
        // Given
        DatabaseSettings nowhere = DatabaseSettings.of("jdbc:postgresql://localhost:1/none", "nobody", "secret");

        // When
        try (Database database = Database.open(nowhere)) {
            // Then
            assertThatThrownBy(() -> database.identity().selectOne().fetch()).isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void shouldNotShowSecretsInItsSettings() {
        // Given
        DatabaseSettings settings = DatabaseSettings.of("jdbc:postgresql://h/d?password=hunter2", "u", "secret");

        // When
        String shown = settings.toString();

        // Then
        assertThat(shown).doesNotContain("secret").doesNotContain("hunter2");
    }

    @Test
    void shouldRefuseSettingsThatCannotWork() {
        assertThatThrownBy(() -> DatabaseSettings.of("postgres://h/d", "", ""))
                .hasMessageContaining("jdbc:postgresql:");
        assertThatThrownBy(() -> new DatabaseSettings("jdbc:postgresql:d", "", "", 0, Duration.ofSeconds(1)))
                .hasMessageContaining("pool");
        assertThatThrownBy(() -> new DatabaseSettings("jdbc:postgresql:d", "", "", 1, Duration.ZERO))
                .hasMessageContaining("time-out");
    }
}

package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.COMMAND_OUTCOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.persistence.jooq.projection.tables.records.CommandOutcomeRecord;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.JSON;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CopyInsertTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    private final TestProjection projection = new TestProjection();
    private final CopyInsert<CommandOutcomeRecord> copy = new CopyInsert<>(COMMAND_OUTCOME);

    @AfterEach
    void close() {
        projection.close();
    }

    private static CommandOutcomeRecord row(int n, Instant time, @Nullable String detail) {
        var row = new CommandOutcomeRecord();
        row.setWorkspaceId("ws_0000000001");
        row.setCommandId("cmd_" + n);
        row.setSequence(Long.MAX_VALUE - n);
        row.setReplayed(n % 2 == 0);
        row.setCommandTime(time);
        row.setDecidedAt(time);
        row.setOutcome("accepted");
        row.setIds(JSON.json("[ \"msg_" + n + "\" ]"));
        row.setDetail(detail);
        return row;
    }

    private void copy(List<CommandOutcomeRecord> rows) {
        projection.sql().transaction(transaction -> copy.execute(transaction.dsl(), rows));
    }

    private List<CommandOutcomeRecord> stored() {
        return projection
                .sql()
                .selectFrom(COMMAND_OUTCOME)
                .orderBy(COMMAND_OUTCOME.SEQUENCE.desc())
                .fetch();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "1999-12-31T23:59:59.999999Z",
                "2000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void shouldWriteTimesOfAllYears(Instant time) {
        // When
        copy(List.of(row(1, time, null)));

        // Then
        assertThat(stored()).containsExactly(row(1, time, null));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "\\N", "a\tb\nc\\.\r\n", "\uD83D\uDE00 Zuf\u00E4llig"})
    void shouldWriteAnyText(@Nullable String text) {
        // When
        copy(List.of(row(1, NOW, text)));

        // Then
        assertThat(stored()).containsExactly(row(1, NOW, text));
    }

    @ParameterizedTest
    @CsvSource({"1, 300000", "3000, 17", "40, 65530"})
    void shouldWriteMoreThanFitsIntoABuffer(int rows, int characters) {
        // Given
        var many = IntStream.range(0, rows)
                .mapToObj(n -> row(n, NOW, "\u00E4".repeat(characters)))
                .toList();

        // When
        copy(many);

        // Then
        assertThat(stored()).containsExactlyElementsOf(many);
    }

    @Test
    void shouldWriteNothingWhereARowIsThereAlready() {
        // Given
        copy(List.of(row(1, NOW, null)));

        // When // Then
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> copy(List.of(row(2, NOW, null), row(1, NOW, null))));
        assertThat(stored()).containsExactly(row(1, NOW, null));
    }
}

package io.roundtable.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.TestDatabase;
import io.roundtable.persistence.audit.Account.Marks;
import io.roundtable.persistence.audit.Account.Reading;
import io.roundtable.persistence.audit.Account.Totals;
import io.roundtable.persistence.version.Versions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AuditsTest {

    private static final Instant NOW = Instant.parse("2026-11-02T03:04:05Z");
    private static final Account BEGUN = account(new Marks(0, 2, new Reading(2, 3), new Reading(2, 3)));

    private final Database database = Database.open(TestDatabase.empty());
    private final Audits audits = new Audits(database.control());

    @BeforeEach
    void begin() {
        new Versions(database).prepare(NOW);
        audits.begin(BEGUN);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Account account(Marks marks) {
        return new Account(0, "topics", marks, Totals.NONE, NOW, NOW);
    }

    static Stream<Marks> moved() {
        return Stream.of(
                new Marks(1, 2, new Reading(2, 3), new Reading(2, 3)),
                new Marks(0, 3, new Reading(2, 3), new Reading(2, 3)),
                new Marks(0, 2, new Reading(3, 3), new Reading(2, 3)),
                new Marks(0, 2, new Reading(2, 4), new Reading(2, 3)),
                new Marks(0, 2, new Reading(2, 3), new Reading(3, 3)),
                new Marks(0, 2, new Reading(2, 3), new Reading(2, 4)));
    }

    @ParameterizedTest
    @MethodSource("moved")
    void shouldRefuseWhoHasNotSeenWhatAnotherHasWrittenMeanwhile(Marks by) {
        // Given
        audits.move(BEGUN, account(by), List.of());

        // When // Then
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> audits.move(BEGUN, BEGUN, List.of()))
                .withMessageContaining("another's");
        assertThat(audits.all()).containsExactly(account(by));
    }

    @Test
    void shouldMoveOnFromWhereItIs() {
        // Given
        var next = account(new Marks(0, 9, new Reading(9, 12), new Reading(3, 3)));

        // When
        audits.move(BEGUN, next, List.of());
        audits.move(next, next, List.of());

        // Then
        assertThat(audits.all()).containsExactly(next);
    }
}

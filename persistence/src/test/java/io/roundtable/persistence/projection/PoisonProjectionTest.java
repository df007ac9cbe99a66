package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.POISON_RECORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PoisonProjectionTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final TestProjection projection = new TestProjection();
    private final PoisonProjection writer = new PoisonProjection(projection.sql());
    private final Checkpoint start =
            new Checkpoints(projection.sql()).open(PoisonProjection.NAME, TestProjection.TOPIC, 2);

    @AfterEach
    void close() {
        projection.close();
    }

    @Test
    void shouldKeepEachRecordOnceAndPassOverTheOthers() {
        // When
        Checkpoint end = writer.write(
                start, List.of(poison(3, "dl_0000000001"), new DeadRecord(5, NOON, null), poison(8, "dl_0000000001")));

        // Then
        assertThat(end).isEqualTo(new Checkpoint(PoisonProjection.NAME, TestProjection.TOPIC, 2, 9, 9));
        assertThat(projection.sql().fetchCount(POISON_RECORD)).isEqualTo(1);
    }

    @Test
    void shouldLetNobodyWriteBehindAnother() {
        // Given
        writer.write(start, List.of(poison(3, "dl_0000000001")));

        // When, then
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> writer.write(start, List.of(poison(3, "dl_0000000002"))));
        assertThatExceptionOfType(SequenceBroken.class)
                .isThrownBy(() -> writer.write(start, List.of(poison(3, "dl_0000000003"), poison(3, "dl_0000000004"))));
    }

    private static DeadRecord poison(long offset, String id) {
        var poison = new Poison(
                id,
                new Poison.Origin("roundtable.commands", 2, 7),
                null,
                new byte[] {0, 1},
                "[{\"name\":\"\\u0000\",\"value_base64\":null}]",
                "x",
                null,
                NOON);
        return new DeadRecord(offset, NOON, poison);
    }
}

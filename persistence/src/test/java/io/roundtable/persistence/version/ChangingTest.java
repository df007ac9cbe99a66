package io.roundtable.persistence.version;

import static io.roundtable.persistence.version.TwoVersions.EVENTS;
import static io.roundtable.persistence.version.TwoVersions.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.persistence.projection.RandomHistory;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.version.Comparison.Changes;
import io.roundtable.persistence.version.Difference.Kind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two versions of the same log, one of which somebody has changed since. */
final class ChangingTest {

    private static final TestLog LOG = RandomHistory.of(5, 3, 400);
    private static final TwoVersions BOTH = new TwoVersions();

    @BeforeAll
    static void fillBoth() {
        BOTH.writeLive(LOG);
        BOTH.fill(LOG);
        BOTH.finish();
    }

    @AfterAll
    static void close() {
        BOTH.close();
    }

    private static Comparison changes(String before, String after) {
        return Changing.between(BOTH.database, before, after, EVENTS);
    }

    private static Changes of(Comparison comparison, String table) {
        return comparison.tables().stream()
                .filter(compared -> compared.one().table().equals(table))
                .map(compared -> Objects.requireNonNull(compared.changes()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldFindNothingWhereNothingHasChanged() {
        // When
        Comparison found = changes(LIVE, BOTH.shadow);

        // Then
        assertThat(found.isEqual()).isTrue();
        assertThat(found.differences()).isEmpty();
        assertThat(found.tables()).hasSameSizeAs(Projection.EVENTS.tables()).allSatisfy(table -> {
            assertThat(table.changes()).isEqualTo(Changes.NONE);
            assertThat(table.one().rows()).isPositive();
        });
    }

    @Test
    void shouldCountWhatWasAddedRemovedAndChanged() {
        // Given
        for (String statement : List.of(
                "delete from %1$s.message_step where ctid in (select ctid from %1$s.message_step order by 1 limit 3)",
                "update %1$s.message_step set sequence = sequence + 100000 where ctid in"
                        + " (select ctid from %1$s.message_step order by 1 limit 25)",
                "delete from %2$s.message_step where ctid in (select ctid from %2$s.message_step order by 1 desc limit"
                        + " 2)",
                "update %1$s.workspace set description = 'other' where ctid = (select min(ctid) from"
                        + " %1$s.workspace)")) {
            assertThat(BOTH.database.control().execute(statement.formatted(LIVE, BOTH.shadow)))
                    .isPositive();
        }

        // When
        Comparison forth = changes(LIVE, BOTH.shadow);
        Comparison back = changes(BOTH.shadow, LIVE);

        // Then
        assertThat(of(forth, "workspace")).isEqualTo(new Changes(0, 0, 1));
        assertThat(of(forth, "member")).isEqualTo(Changes.NONE);
        Changes steps = of(forth, "message_step");
        assertThat(steps.added()).isGreaterThanOrEqualTo(3);
        assertThat(steps.removed()).isGreaterThanOrEqualTo(2);
        assertThat(of(back, "message_step"))
                .isEqualTo(new Changes(/* added= */ steps.removed(), /* removed= */ steps.added(), steps.changed()));
        assertThat(forth.differences())
                .filteredOn(difference -> difference.table().equals("message_step"))
                .as("the first of them only")
                .hasSize(Comparison.MOST);
        assertThat(forth.differences())
                .filteredOn(difference -> difference.table().equals("workspace"))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.kind()).isEqualTo(Kind.CHANGED);
                    assertThat(difference.columns()).containsOnlyKeys("description");
                });
    }
}

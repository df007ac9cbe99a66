package io.roundtable.persistence.version;

import static io.roundtable.persistence.version.TwoVersions.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.persistence.projection.RandomHistory;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.version.Difference.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A version that was filled in bulk against one that grew event by event; every test leaves both as they were. */
final class ComparingTest {

    private static final TestLog LOG = RandomHistory.of(4, 3, 800);
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

    static List<Table<?>> tables() {
        return Projection.EVENTS.tables();
    }

    @Test
    void shouldFindNoDifferenceBetweenBulkAndLive() {
        // When
        Comparison found = BOTH.compare();

        // Then
        assertThat(found.differences()).isEmpty();
        assertThat(found.isEqual()).isTrue();
        assertThat(found.tables())
                .allSatisfy(table -> assertThat(table.one().rows()).isPositive());
    }

    @Test
    void shouldMakeEveryIndexThatALiveVersionHas() {
        assertThat(BOTH.indexNames(BOTH.shadow)).isNotEmpty().isEqualTo(BOTH.indexNames(LIVE));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void shouldNameEveryColumnInWhichARowDiffers(Table<?> table) {
        var key = Objects.requireNonNull(table.getPrimaryKey()).getFields();
        for (Field<?> column : table.fields()) {
            if (key.contains(column)) {
                continue;
            }
            // When
            plant("update %s.%s set \"%s\" = %s where ctid = (select min(ctid) from %1$s.%2$s)"
                    .formatted(BOTH.shadow, table.getName(), column.getName(), other(column)));
            Comparison found = BOTH.compare();

            // Then
            assertThat(found.isEqual()).isFalse();
            assertThat(found.differences()).singleElement().satisfies(difference -> {
                assertThat(difference.table()).isEqualTo(table.getName());
                assertThat(difference.kind()).isEqualTo(Kind.CHANGED);
                assertThat(difference.columns()).containsOnlyKeys(column.getName());
            });
            mend(table);
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void shouldFindARowThatIsMissing(Table<?> table) {
        // When
        plant("delete from %s.%s where ctid = (select min(ctid) from %1$s.%2$s)"
                .formatted(BOTH.shadow, table.getName()));
        Comparison found = BOTH.compare();

        // Then
        assertThat(found.differences())
                .singleElement()
                .extracting(Difference::kind)
                .isEqualTo(Kind.MISSING);
        mend(table);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void shouldFindARowThatIsThereInVain(Table<?> table) {
        // When
        plant("delete from %s.%s where ctid = (select min(ctid) from %1$s.%2$s)".formatted(LIVE, table.getName()));
        Comparison found = BOTH.compare();

        // Then
        assertThat(found.differences())
                .singleElement()
                .extracting(Difference::kind)
                .isEqualTo(Kind.EXTRA);
        assertThat(found.differences().getFirst().key()).isNotEmpty();
        plant("truncate %s.%s".formatted(LIVE, table.getName()));
        plant("insert into %s.%s select * from %s.%2$s".formatted(LIVE, table.getName(), BOTH.shadow));
    }

    /** A value that the column hasn't: of the first row, whatever it is. */
    private static String other(Field<?> column) {
        String name = '"' + column.getName() + '"';
        Class<?> type = column.getType();
        if (type == Boolean.class) {
            return "not " + name;
        } else if (Number.class.isAssignableFrom(type)) {
            return "coalesce(" + name + ", 0) + 100000";
        } else if (type == Instant.class) {
            return "coalesce(" + name + ", now()) + interval '1 microsecond'";
        }
        return type == String.class ? "coalesce(" + name + ", '') || 'x'" : "'{\"planted\": true}'";
    }

    private static void plant(String statement) {
        assertThat(BOTH.database.control().execute(statement)).as(statement).isNotNegative();
    }

    private static void mend(Table<?> table) {
        plant("truncate %s.%s".formatted(BOTH.shadow, table.getName()));
        plant("insert into %s.%s select * from %s.%2$s".formatted(BOTH.shadow, table.getName(), LIVE));
    }
}

package io.roundtable.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No query touches more of a large workspace than it shows: what each one reads is counted in the database's blocks,
 * in a workspace whose messages alone are thousands. {@code -Drows=200000} looks at a larger one.
 */
final class QueryPlansTest {

    private static final int ROWS = Integer.getInteger("rows", 20_000);

    /** A page of 20, each from a block of its own by an index of a few levels, twice over for both sides. */
    private static final int MAX_BLOCKS = 150;

    private static final Pattern BLOCKS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");
    private static final TestProjection PROJECTION = new TestProjection();
    private static final TestLog LOG = LargeWorkspace.log(ROWS);

    @BeforeAll
    static void write() {
        PROJECTION.identity();
        PROJECTION.write(LOG, 2_000);
        PROJECTION.sql().execute("analyze");
    }

    @AfterAll
    static void close() {
        PROJECTION.close();
    }

    static Stream<SampleQuery> queries() {
        return SampleQuery.all(ROWS, LOG.now());
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldReadFewBlocks(SampleQuery query) {
        for (String statement : query.statements(PROJECTION.sql())) {
            // When
            String plan = String.join(
                    "\n",
                    PROJECTION
                            .sql()
                            .fetch("explain (analyze, buffers, costs off) " + statement)
                            .getValues(0, String.class));

            // Then
            assertThat(blocks(plan)).as("%s%n%s%n%s", query, statement, plan).isLessThan(MAX_BLOCKS);
        }
    }

    private static int blocks(String plan) {
        Matcher found = BLOCKS.matcher(plan);
        assertThat(found.find()).as(plan).isTrue();
        return Stream.of(found.group(1), found.group(2))
                .mapToInt(count -> count == null ? 0 : Integer.parseInt(count))
                .sum();
    }
}

package io.roundtable.persistence.version;

import static io.roundtable.persistence.jooq.control.Tables.LEFT_OUT_INDEX;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.version.TwoVersions.EVENTS;
import static io.roundtable.persistence.version.TwoVersions.LIVE;
import static io.roundtable.persistence.version.TwoVersions.NOW;
import static io.roundtable.persistence.version.TwoVersions.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.roundtable.persistence.projection.RandomHistory;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.version.Version.State;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PruningTest {

    private final TestLog log = RandomHistory.of(9, 3, 600);
    private final TwoVersions both = new TwoVersions();

    @AfterEach
    void close() {
        both.close();
    }

    @Test
    void shouldDropOnlyWhatNobodyUses() {
        // Given
        both.fillBoth(log);

        both.indexes.leaveOut(both.shadow, EVENTS);
        var pruning = new Pruning(both.database);

        // When
        List<Version> gone = pruning.schema(LIVE, NOW);

        // Then
        assertThat(gone).isEmpty();
        assertThat(both.read().fetchCount(MESSAGE)).isPositive();

        // When
        gone = pruning.schema(both.shadow, NOW);

        // Then
        assertThat(gone).extracting(Version::schema).containsExactly(both.shadow);
        assertThat(both.versions.isThere(both.shadow)).isFalse();
        assertThat(both.versions.all()).extracting(Version::schema).containsOnly(LIVE);
        assertThat(both.database.control().fetchCount(LEFT_OUT_INDEX)).isZero();
    }

    @Test
    void shouldNotDropWhatIsSwitchedToMeanwhile() throws Exception {
        // Given
        both.fillBoth(log);
        try (var connection = both.database.unpooled().getConnection();
                var statement = connection.createStatement();
                var pruner = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            Versions.turn(DSL.using(connection, SQLDialect.POSTGRES));
            Future<List<Version>> gone = pruner.submit(() -> new Pruning(both.database).schema(both.shadow, NOW));
            await().until(() -> both.database
                    .control()
                    .fetchExists(
                            DSL.table("pg_locks"),
                            DSL.condition("locktype = 'advisory' and not granted and database = (select oid"
                                    + " from pg_database where datname = current_database())")));

            // When
            statement.execute("update control.version set state = 'standby' where projection = 'events'");
            statement.execute("update control.version set state = 'active' where schema_name = '" + both.shadow + "'");
            connection.commit();

            // Then
            assertThat(gone.get()).isEmpty();
        }
        assertThat(both.versions.isThere(both.shadow)).isTrue();
    }

    @Test
    void shouldEmptyWhatIsNotReadOfASchemaThatIsReadInPart() {
        // Given
        both.fillBoth(log);
        both.switching.to(both.shadow, EVENTS, NOW, PATIENCE);

        // When
        List<Version> gone = new Pruning(both.database).all(NOW);

        // Then
        assertThat(gone).extracting(Version::schema, Version::projection).containsOnly(tuple(LIVE, Projection.EVENTS));
        assertThat(both.database.projection(LIVE).fetchCount(MESSAGE)).isZero();
        assertThat(both.read().fetchCount(MESSAGE)).isPositive();
        assertThat(both.versions.all())
                .extracting(Version::projection, Version::schema, Version::state)
                .containsExactlyInAnyOrder(
                        tuple(Projection.EVENTS, both.shadow, State.ACTIVE),
                        tuple(Projection.OUTCOMES, LIVE, State.ACTIVE),
                        tuple(Projection.POISON, LIVE, State.ACTIVE));
    }
}

package io.roundtable.persistence.version;

import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE;
import static io.roundtable.persistence.version.TwoVersions.EVENTS;
import static io.roundtable.persistence.version.TwoVersions.LIVE;
import static io.roundtable.persistence.version.TwoVersions.NOW;
import static io.roundtable.persistence.version.TwoVersions.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.Event;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.persistence.projection.EventProjection;
import io.roundtable.persistence.projection.RandomHistory;
import io.roundtable.persistence.projection.Sayings;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.query.MessageById;
import io.roundtable.persistence.version.Version.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class SwitchingTest {

    private final TestLog log = RandomHistory.of(9, 3, 600);
    private final TwoVersions both = new TwoVersions();

    @AfterEach
    void close() {
        both.close();
    }

    private static Event another(int n) {
        return new WorkspaceCreated(
                Sayings.workspace(900_000 + n), new WorkspaceDefinition("another", null, null), Sayings.ADA);
    }

    @Test
    void shouldShowTheFirstVersionFromTheStart() {
        // Given
        both.writeLive(log);

        // Then
        assertThat(both.read().fetchCount(WORKSPACE)).isPositive();
        assertThat(both.versions.active(Projection.POISON).schema()).isEqualTo(LIVE);
        assertThat(ReadViews.names()).contains("checkpoint", "command_outcome", "poison_record");
    }

    @Test
    void shouldShowTheOtherVersionOnceSwitchedAndTheFirstOnceRolledBack() {
        // Given
        both.fillBoth(log);
        both.database.control().execute("delete from " + both.shadow + ".message");

        // When
        boolean switched = both.switching.to(both.shadow, EVENTS, NOW, PATIENCE);

        // Then
        assertThat(switched).isTrue();
        assertThat(both.read().fetchCount(MESSAGE)).isZero();
        assertThat(both.versions.active(Projection.EVENTS).schema()).isEqualTo(both.shadow);
        assertThat(both.versions.predecessor(Projection.EVENTS))
                .hasValueSatisfying(version -> assertThat(version.schema()).isEqualTo(LIVE));
        assertThat(both.versions.active(Projection.OUTCOMES).schema()).isEqualTo(LIVE);

        // When
        assertThat(both.switching.to(LIVE, EVENTS, NOW, PATIENCE)).isTrue();

        // Then
        assertThat(both.read().fetchCount(MESSAGE)).isPositive();
    }

    @Test
    void shouldNotSwitchToAVersionThatIsBehind() {
        // Given
        both.fill(log);
        both.finish();
        both.versions.become(both.shadow, EVENTS, State.STANDBY, NOW);
        log.append(another(1));
        both.writeLive(log);

        // When
        boolean switched = both.switching.to(both.shadow, EVENTS, NOW, PATIENCE);

        // Then
        assertThat(switched).isFalse();
        assertThat(both.versions.active(Projection.EVENTS).schema()).isEqualTo(LIVE);
    }

    /** Were the live version's writers held up for it, this would take an hour. */
    @Test
    @Timeout(60)
    void shouldHoldUpNobodyForAVersionThatIsFarBehind() {
        // Given
        both.fillBoth(log);
        both.database.control().execute("update " + LIVE + ".checkpoint set log_offset = log_offset + 5000");

        // When
        boolean switched = both.switching.to(both.shadow, EVENTS, NOW, Duration.ofHours(1));

        // Then
        assertThat(switched).isFalse();
        assertThat(both.switching.behind(both.shadow, EVENTS)).isEqualTo(5_000);
        assertThat(both.switching.behind(LIVE, EVENTS)).isZero();
    }

    @Test
    void shouldRefuseAVersionThatNobodyKeepsCurrent() {
        // Given
        both.writeLive(log);
        both.fill(log);

        // Then
        assertThatThrownBy(() -> both.switching.to(both.shadow, EVENTS, NOW, PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("isn't kept current");
    }

    @Test
    void shouldGiveWayToAReaderThatHoldsOn() throws Exception {
        // Given
        both.fillBoth(log);
        try (var connection = both.database.unpooled().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select count(*) from projection.message");

            // When
            boolean switched = both.switching.to(both.shadow, EVENTS, NOW, PATIENCE);

            // Then
            assertThat(switched).isFalse();
        }
        assertThat(both.switching.to(both.shadow, EVENTS, NOW, PATIENCE)).isTrue();
    }

    @Test
    void shouldLetReadersGoOnWhichNeverSeeThePast() throws Exception {
        // Given
        both.fillBoth(log);
        var over = new AtomicBoolean();
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> reading = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                reading.add(readers.submit(() -> readUntil(over)));
                reading.add(readers.submit(() -> findUntil(over)));
            }

            // When
            try {
                for (int i = 0; i < 20; i++) {
                    boolean forth =
                            both.versions.active(Projection.EVENTS).schema().equals(LIVE);
                    log.append(another(i));
                    both.writeLive(log);
                    both.fill(log);
                    assertThat(both.switching.to(forth ? both.shadow : LIVE, EVENTS, NOW, PATIENCE))
                            .isTrue();
                }
            } finally {
                over.set(true);
            }

            // Then
            for (Future<Long> reader : reading) {
                assertThat(reader.get()).isPositive();
            }
        }
    }

    private long readUntil(AtomicBoolean over) {
        DSLContext read = both.read();
        long reads = 0;
        long seen = 0;
        while (!over.get()) {
            long sequence = read.select(CHECKPOINT.SEQUENCE)
                    .from(CHECKPOINT)
                    .where(CHECKPOINT.PROJECTION.eq(EventProjection.NAME))
                    .fetchSingle()
                    .value1();
            assertThat(sequence).isGreaterThanOrEqualTo(seen);
            assertThat(read.fetchCount(WORKSPACE)).isPositive();
            seen = sequence;
            reads++;
        }
        return reads;
    }

    /** By a statement that asks for a row and for the checkpoint; whoever asks for more than that is soon kept waiting. */
    private long findUntil(AtomicBoolean over) {
        DSLContext read = both.read();
        var messages = new MessageById(read);
        var one = read.selectFrom(MESSAGE).limit(1).fetchSingle();
        var workspace = new WorkspaceId(one.getWorkspaceId());
        var message = new MessageId(one.getMessageId());
        long finds = 0;
        long seen = 0;
        while (!over.get()) {
            var found = messages.find(one.getPartition(), workspace, message);
            assertThat(found.value()).isPresent();
            assertThat(found.sequence()).isGreaterThanOrEqualTo(seen);
            seen = found.sequence();
            finds++;
        }
        return finds;
    }

    @Test
    void shouldGoBackToWhatWasReadBeforeAndNotToTheNewest() {
        // Given
        both.fillBoth(log);
        String third = third();
        both.switching.to(both.shadow, EVENTS, NOW, PATIENCE);
        both.switching.to(third, EVENTS, NOW.plusSeconds(1), PATIENCE);

        // When
        both.switching.to(predecessor(), EVENTS, NOW.plusSeconds(2), PATIENCE);

        // Then
        assertThat(both.versions.active(Projection.EVENTS).schema()).isEqualTo(both.shadow);
        assertThat(predecessor()).isEqualTo(LIVE);

        // When
        both.switching.to(LIVE, EVENTS, NOW.plusSeconds(3), PATIENCE);

        // Then
        assertThat(both.versions.predecessor(Projection.EVENTS)).isEmpty();
    }

    @Test
    void shouldKnowNoWayBackOnceItIsPruned() {
        // Given
        both.fillBoth(log);
        both.switching.to(both.shadow, EVENTS, NOW, PATIENCE);

        // When
        new Pruning(both.database).all(NOW);
        third();

        // Then
        assertThat(both.versions.predecessor(Projection.EVENTS)).isEmpty();
    }

    private String predecessor() {
        return both.versions.predecessor(Projection.EVENTS).orElseThrow().schema();
    }

    private String third() {
        String third = both.versions.nextSchema();
        both.versions.create(third, EVENTS, NOW);
        both.database.control().execute("insert into %s.checkpoint select * from %s.checkpoint".formatted(third, LIVE));
        both.versions.become(third, EVENTS, State.STANDBY, NOW.plusSeconds(10));
        return third;
    }

    @Test
    void shouldChangeNothingWhenPreparedAgain() {
        // Given
        both.fillBoth(log);
        both.switching.to(both.shadow, EVENTS, NOW, PATIENCE);
        List<Version> before = both.versions.all();

        // When
        both.versions.prepare(NOW.plusSeconds(60));

        // Then
        assertThat(both.versions.all()).isEqualTo(before);
        assertThat(both.read().fetchCount(MESSAGE)).isPositive();
    }
}

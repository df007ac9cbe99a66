package io.roundtable.runtime.replay;

import static io.roundtable.persistence.jooq.control.Tables.REBUILD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuild.Phase;
import io.roundtable.persistence.version.Rebuild.Plan;
import io.roundtable.persistence.version.Rebuild.State;
import io.roundtable.persistence.version.Rebuild.Status;
import io.roundtable.persistence.version.Rebuild.When;
import io.roundtable.persistence.version.Rebuild.Wish;
import io.roundtable.persistence.version.Rebuilds;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockDataProvider;
import org.jooq.tools.jdbc.MockResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BeatsTest {

    /** The row's, as it is stored. */
    private final AtomicReference<@Nullable String> wish = new AtomicReference<>();

    private final AtomicReference<@Nullable String> state = new AtomicReference<>();

    /** Whether the database is away. */
    private final AtomicBoolean isAway = new AtomicBoolean();

    /** Knows two statements: a beat or a look, which hand out the wish, and that a wish is carried out. */
    private final MockDataProvider row = statement -> {
        if (isAway.get()) {
            throw new SQLException("the database is away");
        }
        var sql = DSL.using(SQLDialect.POSTGRES);
        var text = statement.sql().toLowerCase(Locale.ROOT);
        if (text.contains("returning") || text.startsWith("select")) {
            Arrays.stream(State.values())
                    .map(State::wire)
                    .filter(Arrays.stream(statement.bindings()).limit(3).toList()::contains)
                    .forEach(state::set);
            var found = sql.newResult(REBUILD.WISH);
            found.add(sql.newRecord(REBUILD.WISH).values(wish.get()));
            return new MockResult[] {new MockResult(1, found)};
        }
        Object granted = statement.bindings()[statement.bindings().length - 1];
        boolean isGranted = wish.compareAndSet(granted.equals(wish.get()) ? wish.get() : "another", null);
        return new MockResult[] {new MockResult(isGranted ? 1 : 0)};
    };

    private Beats beats(State now, @Nullable Wish wished) {
        wish.set(wished == null ? null : wished.wire());
        var plan = new Plan(
                Kind.REBUILD, Set.of(Projection.EVENTS), When.AUTO, List.of(), null, "us_operator", Instant.EPOCH);
        var status = new Status(now, Phase.FILLING, wished, null, null, null, null, null, null);
        var sql = DSL.using(new MockConnection(row), SQLDialect.POSTGRES);
        return new Beats(
                new Rebuilds(sql),
                new Rebuild("rb_1", "projection_2", plan, status),
                "worker",
                Clock.systemUTC(),
                new CountDownLatch(1));
    }

    @Test
    void shouldLeaveTheWishToPauseStandingUntilSomebodySaysResume() throws Exception {
        // Given
        try (var beats = beats(State.RUNNING, Wish.PAUSE);
                var worker = Executors.newVirtualThreadPerTaskExecutor()) {
            var pausing = worker.submit(beats::pause);
            await().until(() -> "paused".equals(state.get()));
            assertThat(wish.get()).isEqualTo("pause");

            // When
            wish.set("resume");

            // Then
            pausing.get();
            assertThat(wish.get()).isNull();
            assertThat(state.get()).isEqualTo("running");
        }
    }

    @Test
    void shouldStayPausedWhenItIsGoneOnWith() {
        // Given
        try (var beats = beats(State.PAUSED, Wish.PAUSE)) {

            // When
            beats.phase(Phase.FILLING);

            // Then
            assertThat(state.get()).isEqualTo("paused");
        }
    }

    @Test
    void shouldBeginNoPhaseOnceItIsCancelled() {
        // Given
        try (var beats = beats(State.RUNNING, null)) {
            beats.phase(Phase.FOLLOWING);
            wish.set("cancel");

            // Then
            assertThatThrownBy(() -> beats.phase(Phase.SWITCHING)).isInstanceOf(Cancelled.class);
        }
    }

    @Test
    void shouldGoOnListeningWhileTheDatabaseIsAway() {
        // Given
        try (var beats = beats(State.READY, null)) {
            isAway.set(true);

            // When
            beats.listen(Duration.ofMillis(1));
            wish.set("switch");
            isAway.set(false);
            beats.listen(Duration.ofMillis(1));

            // Then
            assertThat(beats.wish()).contains(Wish.SWITCH);
        }
    }

    @Test
    void shouldKnowWhatWasWishedBeforeItWasGoneOnWith() {
        // Given
        try (var beats = beats(State.RUNNING, Wish.CANCEL)) {

            // Then
            assertThatThrownBy(beats::check).isInstanceOf(Cancelled.class);
        }
    }
}

package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.DEAD_EVENT;
import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.SubscriptionEvent.EventsDelivered;
import io.roundtable.contract.SubscriptionEvent.ReplayBegun;
import io.roundtable.contract.SubscriptionEvent.ReplayEnded;
import io.roundtable.contract.SubscriptionEvent.SubscriptionCreated;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDeleted;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.subscription.ReplayEnd;
import io.roundtable.contract.subscription.Span;
import io.roundtable.persistence.query.SubscriptionById;
import io.roundtable.persistence.query.SubscriptionView;
import io.roundtable.persistence.query.SubscriptionView.Ended;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tables show of a subscription, in whatever batches its events came. */
final class SubscriptionFoldTest {

    private static final SubscriptionId ONE = new SubscriptionId("sub_0000000001");
    private static final SubscriptionId OTHER = new SubscriptionId("sub_0000000002");

    private final TestProjection projection = new TestProjection();
    private final TestLog log =
            new TestLog(0).append(workspaceCreated()).append(created(ONE)).append(created(OTHER));

    @AfterEach
    void close() {
        projection.close();
    }

    private static SubscriptionCreated created(SubscriptionId id) {
        return new SubscriptionCreated(WORKSPACE, id, "https://example.com/", List.of("*"));
    }

    private EventDeadLettered dead(SubscriptionId id, long sequence) {
        return new EventDeadLettered(WORKSPACE, id, Lane.LIVE, 1, sequence, log.now(), 5, "503");
    }

    private SubscriptionView view() {
        return new SubscriptionById(projection.sql())
                .find(0, WORKSPACE, ONE)
                .value()
                .orElseThrow();
    }

    private List<String> deadOf() {
        return projection
                .sql()
                .selectFrom(DEAD_EVENT)
                .fetch(row -> row.getSubscriptionId() + " " + row.getEventSequence());
    }

    @ParameterizedTest(name = "in batches of {0}")
    @ValueSource(ints = {1, 3, 100})
    void shouldForgetWhatWasGivenUpForASubscriptionThatIsDeletedAndForNoOther(int batch) {
        // Given
        log.append(dead(ONE, 7)).append(dead(ONE, 8)).append(dead(OTHER, 7));

        // When
        log.append(new SubscriptionDeleted(WORKSPACE, ONE)).append(created(ONE)).append(dead(ONE, 9));
        projection.write(log, batch);

        // Then
        assertThat(deadOf()).containsExactlyInAnyOrder(ONE + " 9", OTHER + " 7");
        assertThat(projection.dump()).isEqualTo(log.folded());
    }

    @Test
    void shouldShowTheReplayThatRunsAndThenWhatBecameOfIt() {
        // Given
        var replay = new ReplayBegun(WORKSPACE, ONE, new Span(0, log.now(), null, log.now()));
        log.append(replay);
        projection.write(log, 1);
        assertThat(Objects.requireNonNull(view().replay()).until()).isEqualTo(log.now());
        assertThat(view().lastReplay()).isNull();

        // When
        log.append(new ReplayEnded(WORKSPACE, ONE, ReplayEnd.FAILED, 17L, 5, "503"));
        projection.write(log, 1);
        var failed = view();
        log.append(replay).append(ReplayEnded.cancelled(WORKSPACE, ONE));
        projection.write(log, 1);
        var cancelled = view();
        log.append(replay)
                .append(new EventsDelivered(WORKSPACE, ONE, Lane.REPLAY, 2, new Reach(9, log.now(), 3, true)));
        projection.write(log, 1);

        // Then
        assertThat(failed.replay()).isNull();
        assertThat(failed.lastReplay()).isEqualTo(new Ended(log.now(), "failed", 17L, "503"));
        assertThat(failed.progress().lastError()).isEqualTo("503");
        assertThat(cancelled.lastReplay()).isEqualTo(new Ended(log.now(), "cancelled", null, null));
        assertThat(view().lastReplay()).isEqualTo(new Ended(log.now(), "done", null, null));
    }

    @Test
    void shouldTellAReplayThatIsBegunAnewFromTheOneBeforeOfTheSameTimes() {
        // Given
        var replay = new ReplayBegun(WORKSPACE, ONE, new Span(0, log.now(), null, log.now()));
        log.append(replay);
        projection.write(log, 1);
        var first = Objects.requireNonNull(view().replay());

        // When
        log.append(ReplayEnded.cancelled(WORKSPACE, ONE)).append(replay);
        projection.write(log, 1);

        // Then
        var second = Objects.requireNonNull(view().replay());
        assertThat(second.since()).isEqualTo(first.since());
        assertThat(second.until()).isEqualTo(first.until());
        assertThat(second.begun()).isEqualTo(first.begun() + 2);
    }
}

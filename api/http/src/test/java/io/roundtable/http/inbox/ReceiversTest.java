package io.roundtable.http.inbox;

import static io.roundtable.http.inbox.Waiting.ended;
import static io.roundtable.http.inbox.Waiting.leased;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Principal;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** Long polls and streams, as they are handed messages and answered. */
final class ReceiversTest {

    private static final Principal BOB = Principal.system("test");

    private final LongPoll poll = new LongPoll(BOB, "", new ReceiveGiven(2, 30, null), () -> {});
    private final List<Boolean> lockedAtTheEnd = new ArrayList<>();
    private @Nullable InboxStream stream;
    private @Nullable BaseSubscriber<byte[]> connection;

    @Test
    void shouldHoldNoLockWhereALongPollIsAnswered() {
        // Given: whoever is answered leaves the inbox, under the inbox's lock
        var _ = poll.result().thenRun(() -> lockedAtTheEnd.add(Thread.holdsLock(poll)));

        // When
        var refused = poll.take(List.of(leased(1)));

        // Then
        assertThat(refused).isEmpty();
        assertThat(lockedAtTheEnd).containsExactly(false);
    }

    @Test
    void shouldGiveBackWhatALongPollCanNotTakeAnyMore() {
        // Given
        poll.leave();

        // When
        var refused = poll.take(List.of(leased(1), leased(2)));

        // Then
        assertThat(refused).containsExactly(leased(1), leased(2));
        assertThat(poll.wanted()).isZero();
    }

    @Test
    void shouldNotBeKeptForAsLongAsALongPollMightHaveWaited() {
        // Given
        var kept = keptFor(Duration.ofHours(1));

        // When
        poll.take(List.of(leased(1)));

        // Then
        System.gc();
        assertThat(kept.get()).isNull();
    }

    private WeakReference<Object> keptFor(Duration wait) {
        var what = new Object();
        poll.after(wait, () -> assertThat(what).isNull(), Runnable::run);
        return new WeakReference<>(what);
    }

    @Test
    void shouldHoldNoLockWhereAStreamFails() {
        // Given
        var opened = open(1, Long.MAX_VALUE);

        // When
        opened.fail(ProblemException.of(ProblemCode.SANDBOX_NOT_FOUND));

        // Then
        assertThat(lockedAtTheEnd).containsExactly(false);
        assertThat(opened.take(List.of(leased(1)))).containsExactly(leased(1));
    }

    @Test
    void shouldNotWriteAMessageThatHasEndedBefore() {
        // Given: a connection that takes nothing
        var opened = open(2, 0);
        assertThat(opened.take(List.of(leased(1), leased(2)))).isEmpty();

        // When
        opened.onEvent(ended(1));

        // Then
        assertThat(opened.close().unsent()).containsExactly(leased(2));
    }

    @Test
    void shouldGetBackTheCreditOfAMessageThatHasEnded() {
        // Given
        var opened = open(2, 9);
        opened.take(List.of(leased(1), leased(2)));
        assertThat(opened.wanted()).isZero();

        // When
        opened.onEvent(ended(1));

        // Then
        assertThat(opened.wanted()).isEqualTo(1);
    }

    @Test
    void shouldWantNothingWhileItsConnectionTakesNothing() {
        // Given: room for one event, and then for as many as one likes
        var opened = open(9, 1);
        assertThat(opened.wanted()).isEqualTo(9);
        opened.take(List.of(leased(1), leased(2)));

        // When
        int stuck = opened.wanted();
        takeMore();
        opened.send();

        // Then
        assertThat(stuck).isZero();
        assertThat(opened.wanted()).isEqualTo(7);
        assertThat(opened.close().handedOver()).hasSize(2);
    }

    @Test
    void shouldWantNothingWhereItsConnectionHangsThoughAllThatWaitedForItHasEnded() {
        // Given
        var opened = open(9, 0);
        opened.take(List.of(leased(1)));

        // When
        opened.onEvent(ended(1));

        // Then
        assertThat(opened.wanted()).isZero();
    }

    @Test
    void shouldTakeBackWhatItsConnectionDoesNotTakeInTime() {
        // Given
        var opened = open(9, 1);
        opened.take(List.of(leased(1), leased(2)));
        var over = leased(2).lease().leasedUntil();
        assertThat(opened.untaken(over)).isEmpty();

        // When
        var late = opened.untaken(over.plusMillis(1));

        // Then
        assertThat(late).containsExactly(leased(2));
        assertThat(opened.close().unsent()).isEmpty();
    }

    /** @param demand for so many events the connection has room */
    private InboxStream open(int maxInFlight, long demand) {
        connection = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                if (demand > 0) {
                    subscription.request(demand);
                }
            }
        };
        Flux.<byte[]>create(sink -> stream = new InboxStream(BOB, "", maxInFlight, () -> {}, sink))
                .doOnComplete(() -> lockedAtTheEnd.add(Thread.holdsLock(Objects.requireNonNull(stream))))
                .subscribe(connection);
        return Objects.requireNonNull(stream);
    }

    private void takeMore() {
        Objects.requireNonNull(connection).requestUnbounded();
    }
}

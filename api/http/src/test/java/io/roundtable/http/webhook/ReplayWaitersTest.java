package io.roundtable.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.SubscriptionEvent.EventsDelivered;
import io.roundtable.contract.SubscriptionEvent.EventsReturned;
import io.roundtable.contract.SubscriptionEvent.ReplayEnded;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDisabled;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.DisabledReason;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.http.consistency.Deadline;
import io.roundtable.http.webhook.ReplayWaiters.Kind;
import io.roundtable.http.webhook.ReplayWaiters.Turn;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReplayWaitersTest {

    private static final WorkspaceId LAB = new WorkspaceId("ws_laboratory01");
    private static final SubscriptionId BILLING = new SubscriptionId("sub_billing00001");
    private static final SubscriptionId OTHER = new SubscriptionId("sub_other0000001");
    private static final long BEGUN = 10;

    private final ReplayWaiters waiters = new ReplayWaiters();

    /** All has been told by then. */
    private static @Nullable Turn told(ReplayWaiters.Waiter waiter) {
        return waiter.after(BEGUN, Deadline.in(Duration.ZERO));
    }

    private static EventsDelivered delivered(SubscriptionId subscription, Lane lane, boolean isAll) {
        return new EventsDelivered(LAB, subscription, lane, 1, new Reach(7, Instant.EPOCH, 1, isAll));
    }

    private static EventsReturned returned(ReturnReason reason) {
        return new EventsReturned(LAB, BILLING, Lane.REPLAY, 1, 1, reason, "503", Instant.EPOCH);
    }

    private void tell(long sequence, Event event) {
        tell(sequence, Principal.system("courier"), event);
    }

    private void tell(long sequence, Principal actor, Event event) {
        var cause = new EventEnvelope.Cause(new CommandId("cmd_0000000000"), sequence);
        waiters.onEvent(new EventEnvelope("e-0", sequence, Instant.EPOCH, actor, cause, null, null, event), 0);
    }

    @Test
    void shouldTellOfTheEndOfAReplayAndNotOfThatOfTheOneBefore() {
        try (var waiter = waiters.register(BILLING)) {
            // When
            tell(BEGUN - 1, delivered(BILLING, Lane.REPLAY, true));
            tell(BEGUN + 1, delivered(OTHER, Lane.REPLAY, true));
            tell(BEGUN + 2, delivered(BILLING, Lane.LIVE, true));
            tell(BEGUN + 3, delivered(BILLING, Lane.REPLAY, false));
            tell(BEGUN + 4, delivered(BILLING, Lane.REPLAY, true));

            // Then
            assertThat(told(waiter)).isEqualTo(new Turn(BEGUN + 4, Kind.TAKEN, null));
            assertThat(told(waiter)).isNull();
        }
    }

    @Test
    void shouldTellThatItWasGivenUpOnceMore() {
        try (var waiter = waiters.register(BILLING)) {
            // When
            tell(BEGUN + 1, new EventDeadLettered(LAB, BILLING, Lane.LIVE, 1, 3, Instant.EPOCH, 5, "another"));
            tell(BEGUN + 2, new EventDeadLettered(LAB, BILLING, Lane.REPLAY, 2, 7, Instant.EPOCH, 5, "503"));

            // Then
            assertThat(told(waiter)).isEqualTo(new Turn(BEGUN + 2, Kind.GIVEN_UP, "503"));
        }
    }

    @Test
    void shouldTellThatSomebodyHasEndedIt() {
        try (var waiter = waiters.register(BILLING)) {
            // When
            var olga = Principal.user(new UserId("usr_olga000001"));
            tell(BEGUN + 1, olga, new EventDeadLettered(LAB, BILLING, Lane.REPLAY, 2, 7, Instant.EPOCH, 5, "ended"));
            tell(BEGUN + 2, olga, ReplayEnded.cancelled(LAB, BILLING));

            // Then
            assertThat(told(waiter)).isEqualTo(new Turn(BEGUN + 1, Kind.ENDED, "ended"));
            assertThat(told(waiter)).extracting(Turn::kind).isEqualTo(Kind.ENDED);
        }
    }

    @Test
    void shouldTellThatItIsTriedLaterButNotOfAttemptsThatWereNone() {
        try (var waiter = waiters.register(BILLING)) {
            // When
            tell(BEGUN + 1, returned(ReturnReason.UNREPORTED));
            tell(BEGUN + 2, returned(ReturnReason.SKIPPED));
            tell(BEGUN + 3, returned(ReturnReason.FAILED));
            tell(BEGUN + 4, new SubscriptionDisabled(LAB, BILLING, DisabledReason.GONE));

            // Then
            assertThat(told(waiter)).isEqualTo(new Turn(BEGUN + 3, Kind.LATER, "503"));
            assertThat(told(waiter)).isEqualTo(new Turn(BEGUN + 4, Kind.LATER, "the webhook is disabled: gone"));
        }
    }
}

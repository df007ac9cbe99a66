package io.roundtable.http.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Principal;
import io.roundtable.http.inbox.LeaseRequests.Grant;
import io.roundtable.http.problem.ProblemException;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InboxTest {

    private final Inbox inbox = new Inbox();

    @Test
    void shouldHoldNoLockWhileItAsksAReceiver() {
        // Given: receivers have locks of their own, under which they may ask the inbox
        var receiver = receiver(() -> {
            assertThat(Thread.holdsLock(inbox)).isFalse();
            return 1;
        });
        inbox.join(receiver);

        // When, then
        assertThat(inbox.next()).isSameAs(receiver);
    }

    @Test
    void shouldAskOnceMoreWhereSomebodyWasTurnedAwayMeanwhile() {
        // Given: while one is asked in vain, it comes to want some, and whoever says so finds the inbox busy
        var wanted = new int[1];
        var receiver = receiver(() -> {
            int before = wanted[0];
            if (before == 0) {
                wanted[0] = 1;
                assertThat(inbox.next()).isNull();
            }
            return before;
        });
        inbox.join(receiver);

        // When, then
        assertThat(inbox.next()).isSameAs(receiver);
    }

    @Test
    void shouldAskForOneLeaseAtATimeAndForNoneWhereNothingHasHappenedSince() {
        // Given
        inbox.join(receiver(() -> 1));

        // When, then
        assertThat(inbox.next()).isNotNull();
        assertThat(inbox.next()).as("one is on its way").isNull();
        inbox.leased(new Grant(List.of(), 7, 0), 1);
        assertThat(inbox.next()).as("the queue is empty").isNull();
        inbox.arrived(7);
        assertThat(inbox.next()).as("that is of before the lease").isNull();
        inbox.arrived(8);
        assertThat(inbox.next()).isNotNull();
    }

    private static Receiver receiver(IntSupplier wanted) {
        return new Receiver() {
            @Override
            public Principal principal() {
                return Principal.system("test");
            }

            @Override
            public void admit() {}

            @Override
            public int wanted() {
                return wanted.getAsInt();
            }

            @Override
            public @Nullable Integer ackWaitSeconds() {
                return null;
            }

            @Override
            public String traceparent() {
                return "";
            }

            @Override
            public List<Leased> take(List<Leased> messages) {
                return List.of();
            }

            @Override
            public void fail(ProblemException problem) {}
        };
    }
}

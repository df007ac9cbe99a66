package io.roundtable.http.inbox;

import io.roundtable.contract.Check;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver asks for.
 *
 * @param max most messages, 1 to 100; null for 10
 * @param waitSeconds how long to wait where there are none, 0 to 30; null for 0
 * @param ackWaitSeconds how long it wants them for, 1 to 3,600; null for the sandbox's
 */
record ReceiveGiven(
        @Nullable Integer max,
        @Nullable Integer waitSeconds,
        @Nullable Integer ackWaitSeconds) {

    private static final int DEFAULT_MAX = 10;

    ReceiveGiven {
        new Check()
                .range("max", max, 1, LeaseMessages.MOST)
                .range("wait_seconds", waitSeconds, 0, 30)
                .range("ack_wait_seconds", ackWaitSeconds, 1, 3_600)
                .done();
    }

    int most() {
        return Objects.requireNonNullElse(max, DEFAULT_MAX);
    }

    Duration patience() {
        return Duration.ofSeconds(Objects.requireNonNullElse(waitSeconds, 0));
    }
}

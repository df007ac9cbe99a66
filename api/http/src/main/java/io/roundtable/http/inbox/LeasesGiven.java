package io.roundtable.http.inbox;

import io.roundtable.contract.Check;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver says of leases that it holds; what a verb has no use for is passed over.
 *
 * @param leases 1 to 100
 * @param delaySeconds before the next attempt where messages are returned, 0 to 86,400; null for the sandbox's backoff
 * @param reason for the ladder of the messages, at most 1,000 characters
 * @param ackWaitSeconds how much longer, from now on, where leases are extended; null for the sandbox's ack wait
 */
record LeasesGiven(
        @Nullable List<Held> leases,
        @Nullable Integer delaySeconds,
        @Nullable String reason,
        @Nullable Integer ackWaitSeconds) {

    private static final int MOST = 100;

    LeasesGiven {
        new Check()
                .required("leases", leases)
                .size("leases", leases, 1, MOST)
                .text("reason", reason, 0, 1_000)
                .done();
        leases = leases == null ? null : List.copyOf(leases);
    }

    /** A message under a lease. */
    record Held(@Nullable MessageId messageId, @Nullable LeaseId leaseId) {

        Held {
            new Check()
                    .required("message_id", messageId)
                    .required("lease_id", leaseId)
                    .done();
        }

        MessageId message() {
            return Objects.requireNonNull(messageId);
        }

        LeaseId lease() {
            return Objects.requireNonNull(leaseId);
        }
    }

    /** For how many more seconds leases are wanted: as an ack wait, or by the name that the other verbs have for it. */
    @Nullable
    Integer longer() {
        return ackWaitSeconds == null ? delaySeconds : ackWaitSeconds;
    }

    List<Held> all() {
        return Objects.requireNonNull(leases);
    }
}

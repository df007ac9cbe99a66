package io.roundtable.http.inbox;

import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import io.roundtable.http.inbox.LeaseEvents.Granted;
import io.roundtable.persistence.query.MessageView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message under a lease.
 *
 * @param message as it is since it was leased
 * @param sequence of the lease's event
 */
record Leased(MessageLeased lease, MessageView message, long sequence) {

    /** Content handed over at once, in bytes, but for a single message that is larger. */
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    /**
     * As many of a command's leases, from the first on, as there is content for and may be handed over at once: none
     * overtakes one that isn't among them.
     *
     * @param read messages that weren't at hand; those that are left out have no room
     */
    static List<Leased> fitting(List<Granted> granted, Map<MessageId, MessageView> read) {
        var fitting = new ArrayList<Leased>();
        long bytes = 0;
        for (Granted lease : granted) {
            MessageView message =
                    lease.message() == null ? read.get(lease.lease().messageId()) : lease.message();
            bytes += message == null ? 0 : message.said().content().bytes();
            if (message == null || (bytes > MAX_BYTES && !fitting.isEmpty())) {
                break;
            }
            fitting.add(new Leased(lease.lease(), message, lease.sequence()));
        }
        return List.copyOf(fitting);
    }

    MessageId messageId() {
        return lease.messageId();
    }

    LeaseId leaseId() {
        return lease.leaseId();
    }

    int bytes() {
        return message.said().content().bytes();
    }
}

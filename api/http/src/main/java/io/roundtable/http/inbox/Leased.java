package io.roundtable.http.inbox;

import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import io.roundtable.persistence.query.MessageView;

/**
 * A message under a lease.
 *
 * @param message as it is since it was leased
 * @param sequence of the lease's event
 */
record Leased(MessageLeased lease, MessageView message, long sequence) {

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

package io.roundtable.runtime.courier;

import io.roundtable.contract.DeliveryEvent.MessageLeased;

/** An attempt to bring a message. */
record Order(MessageLeased lease, int partition, long sequence) implements Task {

    @Override
    public String name() {
        return lease.leaseId().value();
    }
}

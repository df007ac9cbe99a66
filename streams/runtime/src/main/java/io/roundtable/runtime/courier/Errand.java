package io.roundtable.runtime.courier;

import io.roundtable.contract.SubscriptionEvent.EventsOrdered;

/** An attempt to bring the events of a subscription that are next. */
record Errand(EventsOrdered order, int partition, long sequence) implements Task {

    @Override
    public String name() {
        return order.subscriptionId() + "/" + order.number();
    }
}

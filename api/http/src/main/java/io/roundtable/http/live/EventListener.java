package io.roundtable.http.live;

import io.roundtable.contract.EventEnvelope;

/**
 * Is told of every event as this node's tail comes to it: in order within a partition, on one thread, which it must not
 * keep. Listeners are told in the order of {@link io.micronaut.core.annotation.Order}.
 */
public interface EventListener {

    void onEvent(EventEnvelope event, int partition);

    /** An event was passed over: what is held of its partition may no longer be so. */
    default void onGap(int partition) {}

    /** A record can't be read: most likely it is foreign, but it may have been an event. */
    default void onUnreadable(int partition) {}
}

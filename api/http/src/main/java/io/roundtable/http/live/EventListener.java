package io.roundtable.http.live;

import io.roundtable.contract.EventEnvelope;

/**
 * Is told of every event as this node's tail comes to it: in order within a partition, on one thread, which it must not
 * keep. Listeners are told in the order of {@link io.micronaut.core.annotation.Order}.
 */
public interface EventListener {

    void onEvent(EventEnvelope event, int partition);

    /** Something of a partition was passed over: what is held of it may no longer be so. */
    default void onGap(int partition) {}
}

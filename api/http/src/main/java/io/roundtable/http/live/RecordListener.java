package io.roundtable.http.live;

import io.roundtable.http.log.LoggedEvent;

/**
 * Is told of every event as its record has it, in order within a partition, once every {@link EventListener} was told of
 * it; not of those that a listener has failed at. On the thread of the tail, which it must not keep.
 */
@FunctionalInterface
public interface RecordListener {

    void onRecord(LoggedEvent event);
}

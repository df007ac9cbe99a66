package io.roundtable.http.live;

import io.micronaut.core.annotation.Order;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.log.LogLayout;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLongArray;

/** How far this node has heard of the events, by partition: told last, so that all others have been told by then. */
@Singleton
@Order(100)
public final class Heard implements EventListener {

    private final LogLayout layout;
    private final AtomicLongArray sequences;

    Heard(LogLayout layout) {
        this.layout = layout;
        this.sequences = new AtomicLongArray(layout.partitions().count());
    }

    /** Within the workspace's partition; 0 where nothing was heard of it since the node began. */
    public long sequence(WorkspaceId workspace) {
        return sequences.get(layout.partitionOf(workspace));
    }

    @Override
    public void onEvent(EventEnvelope event, int partition) {
        sequences.accumulateAndGet(partition, event.sequence(), Math::max);
    }
}

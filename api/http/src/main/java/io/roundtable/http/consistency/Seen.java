package io.roundtable.http.consistency;

import io.roundtable.http.log.LogLayout;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLongArray;

/** How far this node has told its clients about, per partition: it never shows less, even without a token. */
@Singleton
public final class Seen {

    private final AtomicLongArray sequences;

    Seen(LogLayout layout) {
        this.sequences = new AtomicLongArray(layout.partitions().count());
    }

    /** This node has shown the state as of the sequence. */
    public void atLeast(int partition, long sequence) {
        sequences.accumulateAndGet(partition, sequence, Math::max);
    }

    public long sequence(int partition) {
        return sequences.get(partition);
    }
}

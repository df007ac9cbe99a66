package io.roundtable.runtime.projection;

import io.roundtable.persistence.projection.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * What was read of a partition and isn't written yet; bounded by count and by bytes, so that many threads with large
 * records still fit into memory.
 */
final class Batch<T> {

    /** Most bytes of values, before the last one. */
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private final List<T> records = new ArrayList<>();
    private final int maxRecords;
    private long bytes;

    Batch(int maxRecords) {
        this.maxRecords = maxRecords;
    }

    void add(T read, int size) {
        records.add(read);
        bytes += size;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    boolean isFull() {
        return records.size() >= maxRecords || bytes >= MAX_BYTES;
    }

    Checkpoint write(Follower<T> follower, Checkpoint from) {
        return follower.write(from, records);
    }

    /** What it holds, taken out. */
    List<T> drain() {
        var drained = List.copyOf(records);
        records.clear();
        bytes = 0;
        return drained;
    }
}

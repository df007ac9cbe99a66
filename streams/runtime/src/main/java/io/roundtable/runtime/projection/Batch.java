package io.roundtable.runtime.projection;

import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What was read of a partition and isn't written yet; bounded by count and by bytes, so that many threads with large
 * records still fit into memory.
 */
final class Batch<T> {

    /** Most bytes of values, before the last one. */
    static final long MAX_BYTES = 8L * 1024 * 1024;

    /** Looks without anything new. */
    private static final int RESTS_AFTER = 10;

    private final List<Entry<T>> entries = new ArrayList<>();
    private final int maxRecords;
    private long bytes;
    private int idleLooks;

    /** @param next where reading goes on when this is written */
    record Entry<T>(T read, long next, Instant time) {}

    Batch(int maxRecords) {
        this.maxRecords = maxRecords;
    }

    void add(T read, long offset, Record<byte[], byte[]> from) {
        entries.add(new Entry<>(read, offset + 1, Instant.ofEpochMilli(from.timestamp())));
        bytes += from.value() == null ? 0 : from.value().length;
        idleLooks = 0;
    }

    /** Asked at each look: whether nothing has come at the last {@value #RESTS_AFTER}. */
    boolean rests() {
        return ++idleLooks > RESTS_AFTER;
    }

    /** A record after the last one leaves nothing to write. */
    void passes(long offset) {
        var last = entries.removeLast();
        entries.add(new Entry<>(last.read(), offset + 1, last.time()));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    int size() {
        return entries.size();
    }

    boolean isFull() {
        return entries.size() >= maxRecords || bytes >= MAX_BYTES;
    }

    long afterLast() {
        return entries.getLast().next();
    }

    Instant lastTime() {
        return entries.getLast().time();
    }

    Stretch<T> after(Checkpoint from) {
        return new Stretch<>(from, entries.stream().map(Entry::read).toList());
    }

    void clear() {
        entries.clear();
        bytes = 0;
    }

    /** What it holds, taken out. */
    List<Entry<T>> drain() {
        var drained = List.copyOf(entries);
        clear();
        return drained;
    }
}

package io.roundtable.http.log;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * At which offsets events stand. Sequences are dense and offsets have gaps, so that between two events whose offsets
 * are known the third can only be so far off as there are gaps between those; halving does the rest.
 */
@Singleton
public final class EventPlaces {

    /** Known places of a partition; the oldest goes first, as the newest are asked for most. */
    private static final int MOST_KNOWN = 4_096;

    /** Records that are read in vain rather than looked for once more. */
    private static final int NEAR = 128;

    private final List<ConcurrentNavigableMap<Long, Long>> known;

    EventPlaces(LogLayout layout) {
        this.known = IntStream.range(0, layout.partitions().count())
                .<ConcurrentNavigableMap<Long, Long>>mapToObj(_ -> new ConcurrentSkipListMap<>())
                .toList();
    }

    /**
     * Reads events from one on, or from the first behind it.
     *
     * @param goesOn takes an event, and tells whether more are wanted; must say no at the last one that is committed
     */
    public void read(EventReader reader, int partition, long sequence, Predicate<LoggedEvent> goesOn) {
        var last = new AtomicReference<LoggedEvent>();
        reader.read(partition, before(reader, partition, sequence), Long.MAX_VALUE, event -> {
            if (event.sequence() < sequence) {
                return true;
            }
            if (last.getAndSet(event) == null) {
                note(partition, event);
            }
            return goesOn.test(event);
        });
        if (last.get() != null) {
            note(partition, last.get());
        }
    }

    /** Whether the log can't have come to a sequence yet. */
    public boolean isBeyond(EventReader reader, int partition, long sequence) {
        return sequence > reader.end(partition);
    }

    /** Notes where an event stands. */
    public void note(int partition, LoggedEvent event) {
        var places = known.get(partition);
        places.put(event.sequence(), event.entry().offset());
        if (places.size() > MOST_KNOWN) {
            var _ = places.pollFirstEntry();
        }
    }

    /** The offset of an event or one not far before it. */
    private long before(EventReader reader, int partition, long sequence) {
        Map.Entry<Long, Long> low = known.get(partition).floorEntry(sequence);
        Map.Entry<Long, Long> high = known.get(partition).ceilingEntry(sequence);
        long from = low == null ? sequence - 1 : low.getValue() + (sequence - low.getKey());
        long to = high == null ? reader.end(partition) - 1 : high.getValue() - (high.getKey() - sequence);
        while (to - from > NEAR) {
            long middle = from + (to - from) / 2;
            LoggedEvent met = first(reader, partition, middle, to + 1);
            if (met == null || met.sequence() > sequence) {
                long most = met == null ? middle : met.entry().offset() - (met.sequence() - sequence);
                to = Math.min(middle - 1, most);
            } else {
                from = met.entry().offset() + (sequence - met.sequence());
            }
        }
        return Math.max(0, from);
    }

    private @Nullable LoggedEvent first(EventReader reader, int partition, long from, long end) {
        var met = new AtomicReference<LoggedEvent>();
        reader.read(partition, from, end, event -> {
            met.set(event);
            return false;
        });
        if (met.get() != null) {
            note(partition, met.get());
        }
        return met.get();
    }
}

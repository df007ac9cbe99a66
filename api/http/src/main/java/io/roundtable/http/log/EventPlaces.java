package io.roundtable.http.log;

import io.roundtable.contract.consumer.Halving;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * At which offsets events stand, as far as that is known; {@linkplain Halving halving} between those that are does the
 * rest.
 */
@Singleton
public final class EventPlaces {

    /** Known places of a partition; the oldest goes first, as the newest are asked for most. */
    private static final int MOST_KNOWN = 4_096;

    /** Records that are read in vain rather than looked for once more. */
    private static final int NEAR = 128;

    private final List<Known> known;

    EventPlaces(LogLayout layout) {
        this.known = IntStream.range(0, layout.partitions().count())
                .mapToObj(_ -> new Known(new ConcurrentSkipListMap<>(), new AtomicInteger()))
                .toList();
    }

    /**
     * Offsets by sequence.
     *
     * @param count how many there are; the map would have to count them at each question
     */
    private record Known(ConcurrentNavigableMap<Long, Long> offsets, AtomicInteger count) {

        void note(long sequence, long offset) {
            boolean isNew = offsets.put(sequence, offset) == null;
            if (isNew && count.incrementAndGet() > MOST_KNOWN && offsets.pollFirstEntry() != null) {
                count.decrementAndGet();
            }
        }
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
        known.get(partition).note(event.sequence(), event.entry().offset());
    }

    /** The offset of an event or one not far before it. */
    private long before(EventReader reader, int partition, long sequence) {
        var offsets = known.get(partition).offsets();
        Map.Entry<Long, Long> low = offsets.floorEntry(sequence);
        Map.Entry<Long, Long> high = offsets.ceilingEntry(sequence);
        long from = low == null ? sequence - 1 : low.getValue() + (sequence - low.getKey());
        long to = high == null ? reader.end(partition) - 1 : high.getValue() - (high.getKey() - sequence);
        return new Halving<LoggedEvent>(
                        (at, end) -> first(reader, partition, at, end),
                        event -> event.entry().offset())
                .near(LoggedEvent::sequence, sequence, from, to, NEAR);
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

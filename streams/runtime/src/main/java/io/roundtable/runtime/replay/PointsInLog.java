package io.roundtable.runtime.replay;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.consumer.Halving;
import io.roundtable.persistence.version.Point;
import io.roundtable.runtime.replay.EventReader.Extent;
import io.roundtable.runtime.replay.EventReader.Found;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where points in time lie in the log: of each partition the offset at which it ends, exclusive.
 *
 * <p>What counts is the event's own time, which is its command's: when the broker took the command, never less than that
 * of the event before in the same partition. The events' records carry the same time, so that the broker's index leads
 * close to the place. It isn't the place itself: markers of transactions, and records of others, have times of their own,
 * which may be later than those of events behind them. Therefore the last steps are made from event to event.
 */
final class PointsInLog implements AutoCloseable {

    private final EventReader reader;

    PointsInLog(KafkaAccess kafka) {
        this.reader = new EventReader(kafka);
    }

    /**
     * Ends by partition, of all partitions.
     *
     * @throws ReplayFailed where the log has no such point
     */
    Map<Integer, Long> ends(Point point) {
        var extents = reader.extents();
        return switch (point) {
            case Point.Moment(String _, Instant time) -> ends(extents, time);
            case Point.Place place -> ends(extents, place);
        };
    }

    private Map<Integer, Long> ends(Map<Integer, Extent> extents, Instant time) {
        var ends = new TreeMap<Integer, Long>();
        extents.forEach((partition, extent) -> ends.put(partition, end(partition, extent, time)));
        return ends;
    }

    /** Before the first event that is later. */
    private long end(int partition, Extent extent, Instant time) {
        Instant later = time.truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        long near = reader.firstSince(partition, later).orElse(extent.end());
        return near >= extent.end()
                ? extent.end()
                : reader.first(
                                partition,
                                near,
                                extent.end(),
                                event -> event.time().isAfter(time))
                        .map(Found::offset)
                        .orElse(extent.end());
    }

    private Map<Integer, Long> ends(Map<Integer, Extent> extents, Point.Place place) {
        var ends = new TreeMap<Integer, Long>();
        Instant latest = Instant.EPOCH;
        for (var entry : place.sequences().entrySet()) {
            int partition = entry.getKey();
            var extent = extents.get(partition);
            if (extent == null) {
                throw new ReplayFailed("the log has no partition " + partition + ", which " + place.given() + " names");
            }
            if (entry.getValue() == 0) {
                ends.put(partition, extent.start());
            } else {
                Found last = find(partition, extent, entry.getValue());
                ends.put(partition, last.offset() + 1);
                latest = last.time().isAfter(latest) ? last.time() : latest;
            }
        }
        for (var entry : extents.entrySet()) {
            if (!ends.containsKey(entry.getKey())) {
                ends.put(entry.getKey(), end(entry.getKey(), entry.getValue(), latest));
            }
        }
        return ends;
    }

    /** Sequences grow with offsets, and an event's offset is its sequence less one, or more. */
    private Found find(int partition, Extent extent, long sequence) {
        return new Halving<Found>(
                        (from, end) ->
                                reader.first(partition, from, end, _ -> true).orElse(null),
                        Found::offset)
                .first(Math.max(extent.start(), sequence - 1), extent.end(), event -> event.sequence() >= sequence)
                .filter(event -> event.sequence() == sequence)
                .orElseThrow(() -> new ReplayFailed(
                        ("the log has no event %d in partition %d: it has lost records, or hasn't come so far;"
                                        + " see infra/docs/runbooks/rebuild.md")
                                .formatted(sequence, partition)));
    }

    @Override
    public void close() {
        reader.close();
    }
}

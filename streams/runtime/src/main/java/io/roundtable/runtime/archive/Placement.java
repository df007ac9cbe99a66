package io.roundtable.runtime.archive;

import io.roundtable.contract.Partitions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The places that an archive's events get in a log. With the same number of partitions each keeps its own. With another,
 * or where the archive holds one workspace of many, they are numbered anew in the order of their times, then of their old
 * places; what one partition held, and so each workspace, stays in its order. The same archive always comes to the same.
 */
record Placement(Archive archive, int partitions) {

    /** Takes events; those of a partition in order, numbered from 1. */
    @FunctionalInterface
    interface Taker {
        void take(int partition, LoggedEvent event);
    }

    boolean isAnew() {
        return LogImport.renumbers(archive.manifest(), partitions);
    }

    void each(Taker taker) {
        List<PartitionReader> readers = archive.readers();
        try {
            if (isAnew()) {
                merge(readers, taker);
            } else {
                readers.forEach(reader -> eachOf(reader, taker));
            }
        } finally {
            readers.forEach(PartitionReader::close);
        }
    }

    private static void eachOf(PartitionReader reader, Taker taker) {
        for (LoggedEvent event = reader.next(); event != null; event = reader.next()) {
            taker.take(reader.partition(), event);
        }
    }

    private record Head(LoggedEvent event, Instant time, PartitionReader from) {}

    private void merge(List<PartitionReader> readers, Taker taker) {
        var heads = new PriorityQueue<>(Comparator.comparing(Head::time)
                .thenComparingInt(head -> head.from().partition())
                .thenComparingLong(head -> head.event().sequence()));
        readers.forEach(reader -> next(reader, heads));
        var here = new Partitions(partitions);
        long[] sequences = new long[partitions];
        for (Head head = heads.poll(); head != null; head = heads.poll()) {
            requireNoPlaceIn(head.event());
            int partition = here.of(head.event().workspace().getBytes(StandardCharsets.UTF_8));
            taker.take(partition, head.event().at(++sequences[partition]));
            next(head.from(), heads);
        }
    }

    /** How far webhooks for events have come is said by sequences of the old log, which would be others' in the new one. */
    private static void requireNoPlaceIn(LoggedEvent event) {
        if (event.isOfSubscription()) {
            throw new ArchiveFault(
                    "the workspace " + event.workspace() + " has had webhooks for events, which say by their"
                            + " place in the log how far they have come: such a log is restored whole, and with as many"
                            + " partitions as it had; nothing was appended");
        }
    }

    private static void next(PartitionReader reader, PriorityQueue<Head> heads) {
        LoggedEvent event = reader.next();
        if (event != null) {
            heads.add(new Head(event, event.time(), reader));
        }
    }
}

package io.roundtable.examples.counting;

import io.roundtable.contract.Topics;
import io.roundtable.contract.consumer.LogEntry;
import io.roundtable.contract.consumer.RoundtableEvents;
import io.roundtable.contract.consumer.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** Reads until as many entries have come as are waited for. */
final class Reading {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Reading() {}

    static List<LogEntry> everything(RoundtableEvents events, long count) {
        var partitions = IntStream.range(0, PretendEngine.PARTITIONS)
                .mapToObj(number -> new TopicPartition(Topics.EVENTS, number))
                .toList();
        events.kafka().assign(partitions);
        partitions.forEach(partition -> events.start(partition.partition(), Start.beginning()));
        return next(events, count);
    }

    static List<LogEntry> from(RoundtableEvents events, int partition, Start start, long count) {
        events.kafka().assign(List.of(new TopicPartition(Topics.EVENTS, partition)));
        events.start(partition, start);
        return next(events, count);
    }

    private static List<LogEntry> next(RoundtableEvents events, long count) {
        var entries = new ArrayList<LogEntry>();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (entries.size() < count) {
            entries.addAll(events.read(events.kafka().poll(POLL)));
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("%d of %d entries came".formatted(entries.size(), count));
            }
        }
        return entries;
    }
}

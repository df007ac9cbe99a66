package io.roundtable.examples.counting;

import io.roundtable.contract.Event;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.Position;
import io.roundtable.contract.consumer.LogEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a few entries add up to.
 *
 * @param messages by the id of the sandbox that has sent them
 * @param stretches what was read of each partition
 */
record Tally(Map<String, Long> messages, List<Stretch> stretches) {

    /**
     * Events of one partition, one after the other.
     *
     * @param first sequence
     */
    record Stretch(long first, Position last) {

        private Stretch to(Stretch next) {
            return new Stretch(first, next.last);
        }
    }

    /** @throws IllegalStateException at an event that may be a message and can't be read; nothing of them is to be stored */
    static Tally of(List<LogEntry> entries) {
        var messages = new TreeMap<String, Long>(); // in order, so that two transactions never wait for each other in a ring
        var stretches = new TreeMap<Integer, Stretch>();
        for (var entry : entries) {
            switch (entry) {
                case LogEntry.Known known -> {
                    extend(stretches, known.position());
                    count(messages, known.envelope().event());
                }
                case LogEntry.Unknown unknown -> extend(stretches, unknown.position());
                case LogEntry.Unreadable unreadable -> throw newer(unreadable);
                case LogEntry.Foreign _ -> {}
            }
        }
        return new Tally(messages, List.copyOf(stretches.values()));
    }

    private static IllegalStateException newer(LogEntry.Unreadable event) {
        return new IllegalStateException("%s at %s needs a newer library, nothing is counted before: %s"
                .formatted(event.type(), event.position(), event.reason()));
    }

    private static void extend(Map<Integer, Stretch> stretches, Position position) {
        stretches.merge(position.partition(), new Stretch(position.sequence(), position), Stretch::to);
    }

    /** Every other event is none of our business, and so is what the system says. */
    private static void count(Map<String, Long> messages, Event event) {
        if (event instanceof MessageSent sent && sent.fromSandboxId() != null) {
            messages.merge(sent.fromSandboxId().value(), 1L, Long::sum);
        } else if (event instanceof MessageBroadcast broadcast) {
            messages.merge(broadcast.fromSandboxId().value(), (long) broadcast.copies().size(), Long::sum);
        }
    }
}

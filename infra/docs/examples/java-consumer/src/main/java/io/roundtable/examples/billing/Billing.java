package io.roundtable.examples.billing;

import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Position;
import io.roundtable.contract.Topics;
import io.roundtable.contract.consumer.LogEntry;
import io.roundtable.contract.consumer.RoundtableEvents;
import io.roundtable.contract.consumer.Start;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The guide's loop as a program: prints the ids of each event and of its workspace, and stores nothing. */
public final class Billing {

    private static volatile boolean running = true;

    private Billing() {}

    public static void main(String[] args) {
        leaveInTime();
        try (var events =
                RoundtableEvents.consumer(Map.of("bootstrap.servers", "localhost:9092", "group.id", "billing"))) {
            events.kafka().subscribe(List.of(Topics.EVENTS), events.startingFrom(partition -> stored(partition)));
            while (running) {
                for (LogEntry entry : events.read(events.kafka().poll(Duration.ofSeconds(1)))) {
                    switch (entry) {
                        case LogEntry.Known known -> handle(known.position(), known.envelope());
                        case LogEntry.Unknown unknown -> skip(unknown.position()); // of a newer type
                        case LogEntry.Unreadable event -> throw newer(event); // may be one that you count
                        case LogEntry.Foreign _ -> {}
                    }
                }
            }
        }
    }

    private static Start stored(int partition) {
        return Start.beginning();
    }

    private static void handle(Position position, EventEnvelope envelope) {
        System.out.println(envelope.event().workspaceId() + " " + envelope.id());
    }

    private static void skip(Position position) {}

    private static IllegalStateException newer(LogEntry.Unreadable event) {
        return new IllegalStateException(
                "a newer library is needed from %s on: %s".formatted(event.position(), event.reason()));
    }

    /** Who is asked to stop leaves the group first, so that others needn't wait until it is missed. */
    private static void leaveInTime() {
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            running = false;
            try {
                main.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                main.interrupt();
            }
        }));
    }
}

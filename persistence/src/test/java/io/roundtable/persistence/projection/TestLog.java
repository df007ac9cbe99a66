package io.roundtable.persistence.projection;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.EventEnvelope.Cause;
import io.roundtable.contract.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One partition of the events topic: dense sequences, offsets with the gaps that transactions leave, its own clock. */
public final class TestLog {

    public static final Instant START = Instant.parse("2026-03-01T12:00:30.250Z");

    private final int partition;
    private final List<Projected> events = new ArrayList<>();
    private Instant time = START;

    public TestLog(int partition) {
        this.partition = partition;
    }

    public int partition() {
        return partition;
    }

    public TestLog append(Event event) {
        long sequence = events.size() + 1L;
        events.add(new Projected(
                sequence * 2,
                new EventEnvelope(
                        "cmd_%010d-0".formatted(sequence),
                        sequence,
                        time,
                        Principal.system("test"),
                        new Cause(new CommandId("cmd_%010d".formatted(sequence)), sequence),
                        null,
                        null,
                        event)));
        return this;
    }

    /** Lets time go by. */
    public TestLog pass(Duration duration) {
        time = time.plus(duration);
        return this;
    }

    public Instant now() {
        return time;
    }

    public List<Projected> all() {
        return List.copyOf(events);
    }

    public List<Projected> after(long sequence) {
        return List.copyOf(events.subList((int) sequence, events.size()));
    }

    public List<String> folded() {
        PureFold fold = new PureFold(partition);
        events.forEach(projected -> fold.apply(projected.envelope()));
        return fold.lines();
    }
}

package io.roundtable.runtime.command;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Reply;
import io.roundtable.engine.Deciders;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The engine's stores of one partition as the logs give them, by the code that fills them live; in memory, where they are
 * as large as what is unfinished. For one thread.
 */
public final class StateFold {

    /** Events, between two times that ends of messages are forgotten. */
    private static final int FORGET_EVERY = 5_000;

    private final KeyValueStore<Bytes, byte[]> state =
            Stores.inMemoryKeyValueStore(CommandProcessor.STATE).get();
    private final KeyValueStore<Bytes, byte[]> remembered =
            Stores.inMemoryKeyValueStore(CommandProcessor.DUPLICATES).get();
    private final Rules rules = Rules.of(new Deciders());
    private final Forgetting forgetting = new Forgetting(state);
    private final Duplicates duplicates;
    private final long restored;
    private PartitionState at = PartitionState.NOTHING;

    /**
     * Before the first event.
     *
     * @param window in which duplicates are recognized
     * @param restored the last event that was decided by another installation, whose commands aren't here; 0 for none
     */
    public StateFold(Duration window, long restored) {
        this.duplicates = new Duplicates(remembered, window);
        this.restored = restored;
    }

    /** Of the last event; 0 before the first. */
    public long sequence() {
        return at.sequence();
    }

    /** Of the first command of which nothing is known. */
    public long nextOffset() {
        return at.nextOffset();
    }

    /** Of the last command of which something is known. */
    public Instant time() {
        return at.time();
    }

    /** @throws IllegalStateException where it isn't the next event, or can't have happened */
    public void happened(EventEnvelope event) {
        if (event.sequence() != at.sequence() + 1) {
            throw new IllegalStateException("event %d comes after event %d".formatted(event.sequence(), at.sequence()));
        }
        var rows = new StoreRows(state);
        rules.evolve(rows, event.event(), event.time(), event.sequence());
        rows.seal();
        rows.flush();
        if (event.sequence() > restored) {
            passed(event.cause().commandOffset(), event.time());
        } else {
            at = at.at(event.time());
        }
        at = at.withSequence(event.sequence());
        if (event.sequence() % FORGET_EVERY == 0) {
            forget();
        }
    }

    /** A command came to something. */
    public void passed(long commandOffset, Instant time) {
        var next = at.past(commandOffset, time);
        at = commandOffset >= at.nextOffset() ? next : at;
    }

    /** Remembers an answer for whoever repeats the command. */
    public void answered(CommandEnvelope command, Reply reply) {
        Duplicates.Entry entry = reply.replayed() ? null : Duplicates.entry(command, reply);
        if (entry != null) {
            duplicates.put(entry);
        }
    }

    /** Nothing comes any more: notes how far it has come. */
    public void end() {
        forget();
        at.write(state);
    }

    /** The same, where it is known that commands before an offset came to nothing that the logs still tell. */
    public void endAt(long nextOffset) {
        at = at.goingOnAt(Math.max(nextOffset, at.nextOffset()));
        end();
    }

    private void forget() {
        int forgotten;
        do {
            forgotten = forgetting.forget(at.time());
        } while (forgotten == Forgetting.MAX_AT_ONCE);
    }

    public byte @Nullable [] find(EngineStore store, Bytes key) {
        return of(store).get(key);
    }

    /** In order of keys, but that of how far it has come is the last: who has that one has all. */
    public void each(EngineStore store, BiConsumer<Bytes, byte[]> action) {
        byte[] last = null;
        try (var rows = of(store).all()) {
            while (rows.hasNext()) {
                var row = rows.next();
                if (row.key.equals(PartitionState.KEY)) {
                    last = row.value;
                } else {
                    action.accept(row.key, row.value);
                }
            }
        }
        if (last != null) {
            action.accept(PartitionState.KEY, last);
        }
    }

    private KeyValueStore<Bytes, byte[]> of(EngineStore store) {
        return switch (store) {
            case STATE -> state;
            case DUPLICATES -> remembered;
        };
    }
}

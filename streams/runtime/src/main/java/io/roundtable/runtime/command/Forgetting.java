package io.roundtable.runtime.command;

import io.roundtable.contract.wire.Json;
import io.roundtable.engine.DeliveryKey.OfEnd;
import io.roundtable.engine.DeliveryKey.OfEnded;
import io.roundtable.engine.DeliveryRow.EndRow;
import io.roundtable.engine.DeliveryRow.EndedRow;
import io.roundtable.engine.RowKey;
import io.roundtable.engine.delivery.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Takes away what is remembered of messages that have reached their end, after twice the time for which it counts in any
 * decision; so when it goes makes no difference.
 */
final class Forgetting {

    /** Ends in one go; what is left goes the next time. */
    static final int MAX_AT_ONCE = 10_000;

    private static final Duration KEPT = Traces.REMEMBERED.multipliedBy(2);

    private final KeyValueStore<Bytes, byte[]> store;

    /** Where the last time ended: what was taken away would be passed over each time, and no end comes before others. */
    private Bytes from = StoreRows.bytes(OfEnded.PREFIX);

    Forgetting(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * Takes away a bounded number.
     *
     * @param now of commands, which no end yet to come is before
     * @return how many it took
     */
    int forget(Instant now) {
        Instant oldest = now.minus(KEPT);
        if (oldest.isBefore(Instant.EPOCH)) {
            return 0; // times before it don't sort
        }
        int forgotten = 0;
        try (var entries = store.range(from, StoreRows.bytes(RowKey.OfDue.before(OfEnded.PREFIX, oldest)))) {
            while (entries.hasNext() && forgotten < MAX_AT_ONCE) {
                var entry = entries.next();
                from = entry.key;
                forget(entry.key, Json.read(entry.value, EndedRow.class));
                forgotten++;
            }
        }
        return forgotten;
    }

    private void forget(Bytes index, EndedRow ended) {
        Bytes key = StoreRows.bytes(new OfEnd(ended.workspace(), ended.message()).text());
        byte[] value = store.get(key);
        if (value != null) {
            Instant at = Json.read(value, EndRow.class).at();
            String last = new OfEnded(at, ended.workspace(), ended.message()).text();
            // a message may have been said and ended again under its id
            if (last.equals(new String(index.get(), StandardCharsets.UTF_8))) {
                store.delete(key);
            }
        }
        store.delete(index);
    }
}

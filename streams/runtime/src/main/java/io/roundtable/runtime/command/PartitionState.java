package io.roundtable.runtime.command;

import io.roundtable.contract.wire.Json;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far a partition has come.
 *
 * @param sequence of its last event
 * @param time of its last command
 */
record PartitionState(long sequence, Instant time) {

    private static final Bytes KEY = StoreRows.bytes("p");

    static PartitionState read(KeyValueStore<Bytes, byte[]> store) {
        byte[] value = store.get(KEY);
        return value == null ? new PartitionState(0, Instant.EPOCH) : Json.read(value, PartitionState.class);
    }

    void write(KeyValueStore<Bytes, byte[]> store) {
        store.put(KEY, Json.write(this));
    }

    /** The same partition at the time of a command: broker time, never less than the one before. */
    PartitionState at(Instant brokerTime) {
        return brokerTime.isAfter(time) ? new PartitionState(sequence, brokerTime) : this;
    }
}

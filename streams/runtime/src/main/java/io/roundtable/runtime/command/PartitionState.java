package io.roundtable.runtime.command;

import io.roundtable.contract.wire.Json;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far a partition has come.
 *
 * @param nextOffset of the first command that isn't decided; the truth about it, since it moves with what was decided,
 *     while the group's offsets can be deleted, reset, or expire
 * @param sequence of its last event
 * @param time of its last command
 */
record PartitionState(long nextOffset, long sequence, Instant time) {

    /** Where it stands in the store. */
    static final Bytes KEY = StoreRows.bytes("p");

    static final PartitionState NOTHING = new PartitionState(0, 0, Instant.EPOCH);

    static PartitionState read(KeyValueStore<Bytes, byte[]> store) {
        byte[] value = store.get(KEY);
        return value == null ? NOTHING : Json.read(value, PartitionState.class);
    }

    void write(KeyValueStore<Bytes, byte[]> store) {
        store.put(KEY, Json.write(this));
    }

    /** The same partition past a command, and at its time: broker time, never less than the one before. */
    PartitionState past(long offset, Instant brokerTime) {
        return new PartitionState(offset + 1, sequence, brokerTime.isAfter(time) ? brokerTime : time);
    }

    /** The same partition at a time, or later. */
    PartitionState at(Instant other) {
        return new PartitionState(nextOffset, sequence, other.isAfter(time) ? other : time);
    }

    PartitionState withSequence(long last) {
        return new PartitionState(nextOffset, last, time);
    }

    /** The same partition where an operator lets it go on. */
    PartitionState goingOnAt(long offset) {
        return new PartitionState(offset, sequence, time);
    }
}

package io.roundtable.runtime.replay.engine;

import io.roundtable.runtime.command.EngineStore;
import io.roundtable.runtime.command.StateRecords;
import io.roundtable.runtime.command.StateRecords.Reached;
import io.roundtable.runtime.log.Log;
import io.roundtable.runtime.log.LogOffsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What the changelogs of one partition hold, each at a transaction's end, the state's first; in memory. */
final class Stored {

    /** An engine that goes on appends meanwhile, less each time; the last time, hardly anything. */
    private static final int TIMES = 4;

    private final Map<EngineStore, SortedMap<Bytes, byte[]>> rows = new EnumMap<>(EngineStore.class);
    private @Nullable Reached reached;

    private Stored() {}

    /** @param stores whose changelogs there are */
    static Stored read(int partition, List<EngineStore> stores, LogOffsets offsets, Log log) {
        var stored = new Stored();
        for (EngineStore store : EngineStore.values()) {
            stored.rows.put(store, new TreeMap<>());
        }
        // the state first: duplicates that are newer can be told by their time
        for (EngineStore store : stores) {
            stored.read(store, new TopicPartition(store.topic(), partition), offsets, log);
        }
        return stored;
    }

    private void read(EngineStore store, TopicPartition changelog, LogOffsets offsets, Log log) {
        SortedMap<Bytes, byte[]> into = rows(store);
        var one = List.of(changelog);
        long at = Objects.requireNonNull(offsets.starts(one).get(changelog));
        for (int i = 0; i < TIMES; i++) {
            long end = Objects.requireNonNull(offsets.committedEnds(one).get(changelog));
            while (at < end) {
                at = log.read(changelog, at, end, entry -> take(into, entry.key(), entry.value()));
            }
        }
    }

    private void take(SortedMap<Bytes, byte[]> into, byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null) {
            return;
        }
        if (value == null) {
            into.remove(Bytes.wrap(key));
            return;
        }
        Reached now = StateRecords.reached(Bytes.wrap(key), value);
        reached = now == null ? reached : now;
        into.put(Bytes.wrap(key), value);
    }

    SortedMap<Bytes, byte[]> rows(EngineStore store) {
        return Objects.requireNonNull(rows.get(store));
    }

    /** Null where the state is empty. */
    @Nullable
    Reached reached() {
        return reached;
    }
}

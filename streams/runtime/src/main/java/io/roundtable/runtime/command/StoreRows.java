package io.roundtable.runtime.command;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.Json;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Row;
import io.roundtable.engine.RowKey;
import io.roundtable.runtime.RecordSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition as one command sees and changes them: the store beneath, and above it a scratch pad that goes
 * into the store only when all has gone well.
 */
final class StoreRows implements MutableRows {

    private static final Headers NO_HEADERS = new RecordHeaders();

    private final KeyValueStore<Bytes, byte[]> store;
    private final RecentRows recent;
    private final Map<String, Optional<Row>> scratch = new LinkedHashMap<>();

    /** What a rule asks for once, the next one asks for again: of the rows that this command has read, as stored. */
    private final Map<String, Optional<Row>> loaded = new HashMap<>();

    private final List<Sealed> sealed = new ArrayList<>();

    StoreRows(KeyValueStore<Bytes, byte[]> store) {
        this(store, new RecentRows());
    }

    /** @param recent of this store, from one command to the next */
    StoreRows(KeyValueStore<Bytes, byte[]> store, RecentRows recent) {
        this.store = store;
        this.recent = recent;
    }

    @Override
    public <R extends Row> @Nullable R find(RowKey<R> key) {
        Optional<Row> changed = scratch.get(key.text());
        if (changed != null) {
            return changed.map(key.type()::cast).orElse(null);
        }
        return loaded.computeIfAbsent(key.text(), _ -> Optional.ofNullable(load(key)))
                .map(key.type()::cast)
                .orElse(null);
    }

    private <R extends Row> @Nullable R load(RowKey<R> key) {
        R known = recent.find(key);
        if (known != null) {
            return known;
        }
        byte[] value = Machinery.guard(() -> store.get(bytes(key.text())));
        if (value == null) {
            return null;
        }
        R row = Machinery.guard(() -> Json.read(value, key.type()));
        recent.found(key, row);
        return row;
    }

    @Override
    public List<RowKey.OfSandbox> sandboxes(WorkspaceId workspace, int limit) {
        String prefix = RowKey.OfSandbox.prefix(workspace);
        var found = new TreeSet<>(stored(prefix, limit + scratch.size()));
        scratch.forEach((key, row) -> {
            if (key.startsWith(prefix)) {
                var _ = row.isPresent() ? found.add(key) : found.remove(key);
            }
        });
        return found.stream()
                .limit(limit)
                .map(key -> new RowKey.OfSandbox(workspace, new SandboxId(key.substring(prefix.length()))))
                .toList();
    }

    @Override
    public <R extends Row> List<R> range(RowKey<R> from, RowKey<R> before, int limit) {
        var found = new TreeMap<String, R>();
        Machinery.guard(() -> {
            try (var entries = store.range(bytes(from.text()), bytes(before.text()))) {
                // what this command has taken away may stand first in the store
                while (entries.hasNext() && found.size() < limit) {
                    var entry = entries.next();
                    String key = new String(entry.key.get(), StandardCharsets.UTF_8);
                    if (!scratch.containsKey(key) && !key.equals(before.text())) {
                        found.put(key, Json.read(entry.value, from.type()));
                    }
                }
            }
            return found;
        });
        scratch.forEach((key, row) -> {
            boolean isWithin = key.compareTo(from.text()) >= 0 && key.compareTo(before.text()) < 0;
            if (isWithin && row.isPresent()) {
                found.put(key, from.type().cast(row.get()));
            }
        });
        return found.values().stream().limit(limit).toList();
    }

    @Override
    public <R extends Row> void put(RowKey<R> key, R row) {
        scratch.put(key.text(), Optional.of(row));
    }

    @Override
    public void remove(RowKey<?> key) {
        scratch.put(key.text(), Optional.empty());
    }

    /** A change, and how it is stored. */
    @SuppressWarnings("ArrayRecordComponent") // bytes for the store, never compared
    private record Sealed(String key, Optional<Row> row, Bytes name, byte @Nullable [] value) {}

    /** Encodes and measures what has changed, while a fault is still one of the command. */
    void seal() {
        scratch.forEach((key, row) -> {
            Bytes name = bytes(key);
            byte[] value = row.map(Json::write).orElse(null);
            RecordSize.check("the row " + key, RecordSize.of(name.get(), value, NO_HEADERS));
            sealed.add(new Sealed(key, row, name, value));
        });
    }

    /** Writes what was sealed; a value that is null takes its row away. */
    void flush() {
        sealed.forEach(change -> {
            store.put(change.name(), change.value());
            recent.changed(change.key(), change.row());
        });
    }

    private List<String> stored(String prefix, int limit) {
        return Machinery.guard(() -> {
            var keys = new ArrayList<String>();
            try (var entries = store.prefixScan(bytes(prefix), (topic, data) -> data.get())) {
                while (entries.hasNext() && keys.size() < limit) {
                    keys.add(new String(entries.next().key.get(), StandardCharsets.UTF_8));
                }
            }
            return keys;
        });
    }

    static Bytes bytes(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }
}

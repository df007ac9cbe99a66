package io.roundtable.runtime.replay.engine;

import io.roundtable.runtime.command.EngineStore;
import io.roundtable.runtime.command.StateFold;
import io.roundtable.runtime.command.StateRecords.Reached;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Compares stores with a fold, as far as the logs alone say what must stand there. */
final class Comparing {

    private static final int MAX_LISTED = 20;

    private final Instant now;
    private final Duration window;
    private final List<RowDifference> differences = new ArrayList<>();
    private long rows;
    private long different;

    /** @param now of commands, where both are */
    Comparing(Instant now, Duration window) {
        this.now = now;
        this.window = window;
    }

    void compare(EngineStore store, Stored stored, StateFold fold) {
        var there = stored.rows(store);
        fold.each(store, (key, value) -> {
            if (store.isGivenByLogs(key, value, now, window)) {
                rows++;
                byte[] found = there.get(key);
                if (found == null || !Arrays.equals(found, value)) {
                    differs(store, key, found, value);
                }
            }
        });
        there.forEach((key, value) -> {
            boolean isExtra = fold.find(store, key) == null
                    && store.isGivenByLogs(key, value, now, window)
                    && !store.isOfLater(key, value, now);
            if (isExtra) {
                rows++;
                differs(store, key, value, null);
            }
        });
    }

    /** How far both have come. */
    void compare(@Nullable Reached stored, StateFold fold) {
        rows++;
        boolean isSame = stored == null
                ? fold.nextOffset() == 0
                : stored.sequence() == fold.sequence() && stored.nextOffset() == fold.nextOffset();
        if (!isSame) {
            different++;
            differences.addFirst(new RowDifference(
                    EngineStore.STATE.wire(),
                    "position",
                    stored == null ? null : position(stored.sequence(), stored.nextOffset()),
                    position(fold.sequence(), fold.nextOffset())));
        }
    }

    private static String position(long sequence, long nextOffset) {
        return "event %d, next command %d".formatted(sequence, nextOffset);
    }

    private void differs(EngineStore store, Bytes key, byte @Nullable [] stored, byte @Nullable [] folded) {
        different++;
        if (differences.size() < MAX_LISTED) {
            differences.add(new RowDifference(store.wire(), store.text(key), text(stored), text(folded)));
        }
    }

    private static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    PartitionReport report(int partition, long sequence, long nextOffset) {
        return new PartitionReport(partition, sequence, nextOffset, rows, different, differences, null);
    }
}

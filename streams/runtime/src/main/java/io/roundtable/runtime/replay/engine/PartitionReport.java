package io.roundtable.runtime.replay.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the stores of one partition are.
 *
 * @param sequence of the last event that they hold
 * @param nextOffset of the first command that they don't
 * @param rows that were compared
 * @param different how many of them aren't as the logs have it; the first are listed
 * @param obstacle why nothing could be compared; null where that could be
 */
public record PartitionReport(
        int partition,
        long sequence,
        long nextOffset,
        long rows,
        long different,
        List<RowDifference> differences,
        @Nullable String obstacle) {

    public PartitionReport {
        differences = List.copyOf(differences);
    }

    static PartitionReport obstructed(int partition, long sequence, String obstacle) {
        return new PartitionReport(partition, sequence, 0, 0, 0, List.of(), obstacle);
    }

    public boolean isEqual() {
        return different == 0 && obstacle == null;
    }
}

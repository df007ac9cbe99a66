package io.roundtable.persistence.projection;

import java.util.List;

/**
 * Writes the rows of what comes next in partitions, and moves their checkpoints.
 *
 * @param <T> what records are read as
 */
public interface StretchWriter<T> {

    /**
     * Writes all of it in one transaction, or nothing.
     *
     * @param stretches of different partitions
     * @return where they end, in the same order
     * @throws SequenceBroken where one doesn't come after its checkpoint; nothing was written
     * @throws FencedException where somebody else has written to one meanwhile; nothing was written
     */
    List<Checkpoint> write(List<Stretch<T>> stretches);

    /**
     * Writes what comes next in one partition.
     *
     * @param batch may be empty: then nothing happens
     * @return where this batch ends
     * @see #write(List)
     */
    default Checkpoint write(Checkpoint from, List<T> batch) {
        return batch.isEmpty()
                ? from
                : write(List.of(new Stretch<>(from, batch))).getFirst();
    }
}

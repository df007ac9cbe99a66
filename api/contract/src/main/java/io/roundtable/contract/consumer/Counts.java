package io.roundtable.contract.consumer;

/**
 * What has been read since the start, each 0 or more.
 *
 * @param known events handed over as typed ones
 * @param unknown events handed over as bytes
 * @param foreign records of somebody else's, handed over or skipped
 * @param duplicates records that had been read before, skipped
 */
public record Counts(long known, long unknown, long foreign, long duplicates) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(
                known + other.known, unknown + other.unknown, foreign + other.foreign, duplicates + other.duplicates);
    }
}

package io.roundtable.contract.consumer;

/**
 * What has been read since the start, each 0 or more.
 *
 * @param known events handed over as typed ones
 * @param unknown events of types that aren't known, handed over as bytes
 * @param unreadable events of types that are known, handed over as bytes since there is something in them that isn't
 * @param foreign records of somebody else's, handed over or skipped
 * @param duplicates records that had been read before, skipped
 */
public record Counts(long known, long unknown, long unreadable, long foreign, long duplicates) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    static final Counts FOREIGN = new Counts(0, 0, 0, 1, 0);
    static final Counts DUPLICATE = new Counts(0, 0, 0, 0, 1);

    static Counts of(LogEntry.Numbered entry) {
        return switch (entry) {
            case LogEntry.Known _ -> new Counts(1, 0, 0, 0, 0);
            case LogEntry.Unknown _ -> new Counts(0, 1, 0, 0, 0);
            case LogEntry.Unreadable _ -> new Counts(0, 0, 1, 0, 0);
        };
    }

    Counts plus(Counts other) {
        return new Counts(
                known + other.known,
                unknown + other.unknown,
                unreadable + other.unreadable,
                foreign + other.foreign,
                duplicates + other.duplicates);
    }
}

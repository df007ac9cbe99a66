package io.roundtable.contract.consumer;

/**
 * The sequence of a partition doesn't go on where it was: a gap, or a step back at a later offset. A log that is whole
 * never has either. Stop, and start again after the position that you have stored; where it stays so, the log was
 * restored, written to by somebody else, or read at another isolation level.
 */
public final class SequenceBroken extends IllegalStateException {

    private final int partition;
    private final long expected;
    private final long found;

    SequenceBroken(int partition, long expected, long found, long offset) {
        super("%s in partition %d: sequence %d was expected and %d is at offset %d"
                .formatted(found > expected ? "a gap" : "a step back", partition, expected, found, offset));
        this.partition = partition;
        this.expected = expected;
        this.found = found;
    }

    public int partition() {
        return partition;
    }

    /** The sequence number that should have come, from 1. */
    public long expected() {
        return expected;
    }

    /** The one that came. */
    public long found() {
        return found;
    }
}

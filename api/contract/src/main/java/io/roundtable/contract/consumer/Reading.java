package io.roundtable.contract.consumer;

/**
 * How far a partition has been read.
 *
 * @param sequence of the last event; {@link #UNKNOWN} where the next one is taken as it is
 * @param offset of the last event, which tells what is read again from what comes new; -1 where there was none
 */
record Reading(long sequence, long offset) {

    static final long UNKNOWN = -1;

    static final Reading FROM_BEGINNING = new Reading(0, -1);
    static final Reading FROM_ANYWHERE = new Reading(UNKNOWN, -1);

    /** Whether that event was read before. */
    boolean has(long otherSequence, long otherOffset) {
        return sequence != UNKNOWN && otherOffset <= offset && otherSequence <= sequence;
    }

    /** @throws SequenceBroken where it isn't the next one */
    Reading next(int partition, long nextSequence, long nextOffset) {
        if (sequence != UNKNOWN && nextSequence != sequence + 1) {
            throw new SequenceBroken(partition, sequence + 1, nextSequence, nextOffset);
        }
        return new Reading(nextSequence, nextOffset);
    }
}

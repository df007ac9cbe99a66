package io.roundtable.contract.consumer;

/**
 * A stored position doesn't belong to the log that is there: the topic was deleted and created again, or has lost its
 * end. Its sequences count something else, so what was made of the old log can't be carried on: restore the topic, or
 * begin from nothing.
 */
public final class AnotherLog extends IllegalStateException {

    AnotherLog(String reason) {
        super(reason);
    }

    static AnotherLog topic(String known, String found) {
        return new AnotherLog("what was read is of topic id %s, and the topic now has id %s: it was created again"
                .formatted(known, found));
    }

    static AnotherLog missing(int partition, long sequence) {
        return new AnotherLog("sequence %d is not in partition %d: the log has lost its end, or is another one"
                .formatted(sequence, partition));
    }
}

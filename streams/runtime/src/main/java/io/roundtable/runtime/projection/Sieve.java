package io.roundtable.runtime.projection;

/**
 * Tells which of the records that come are wanted when reading goes back: those that were fetched before it did are
 * still to come, and must not be taken for the next ones.
 */
final class Sieve {

    private long next;
    private long last = -1;
    private boolean goingBack;

    /** From here on; reading goes there soon. */
    void from(long offset) {
        next = offset;
        goingBack = offset <= last;
    }

    /** Reading has gone there; not back after all where the log's start has moved past all that came. */
    void begun(long offset) {
        next = Math.max(next, offset);
        goingBack = goingBack && offset <= last;
    }

    /**
     * Whether this record is the next one. What was fetched before lies after the last one that came, and what is read
     * again begins at that one or before it.
     */
    boolean takes(long offset) {
        if (goingBack && offset > last) {
            return false;
        }
        goingBack = false;
        last = offset;
        if (offset < next) {
            return false; // in the tables already, or waiting to be written
        }
        next = offset + 1;
        return true;
    }

    /** Notes a record that nobody takes now. */
    void drops(long offset) {
        if (!goingBack || offset <= last) {
            goingBack = false;
            last = offset;
        }
    }
}

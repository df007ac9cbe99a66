package io.roundtable.persistence.query;

import java.util.Locale;

/** What has become of a dead letter. */
public enum DeadLetterStatus {
    /** Nothing yet: somebody has to decide about it. */
    WAITING,
    /** It was put back into its recipient's queue. */
    REDRIVEN,
    DISCARDED;

    /** As it stands in JSON and in the tables. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return wire();
    }
}

package io.roundtable.contract.subscription;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** One of the two ways on which a subscription's events go to it, beside each other, each in the order of the log. */
public enum Lane {
    /** Events as they happen. */
    LIVE,
    /** Events that were there before, sent again and marked so. */
    REPLAY;

    /** As it stands in JSON and in the tables. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return wire();
    }
}

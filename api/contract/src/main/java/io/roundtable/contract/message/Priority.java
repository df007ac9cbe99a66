package io.roundtable.contract.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a message may overtake normal ones within an inbox. */
public enum Priority {
    NORMAL,
    URGENT;

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

package io.roundtable.contract.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a message may overtake an unfinished earlier one of its correlation id. */
public enum Ordering {
    DEFAULT,
    STRICT;

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

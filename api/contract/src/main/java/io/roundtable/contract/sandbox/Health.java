package io.roundtable.contract.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a sandbox was when it was last heard of: degraded after 60 s of silence, unhealthy after 180 s. */
public enum Health {
    UNKNOWN,
    HEALTHY,
    DEGRADED,
    UNHEALTHY;

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

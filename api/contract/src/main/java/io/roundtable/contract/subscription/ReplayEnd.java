package io.roundtable.contract.subscription;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a replay has ended before its last event. */
public enum ReplayEnd {
    /** Somebody has asked for it. */
    CANCELLED,
    /** An event wasn't taken, not even with the last attempt. */
    FAILED;

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

package io.roundtable.contract.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a message has come: queued, leased to a receiver, acknowledged, or given up. */
public enum MessageStatus {
    PENDING,
    SENT,
    DELIVERED,
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

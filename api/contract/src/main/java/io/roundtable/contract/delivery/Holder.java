package io.roundtable.contract.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who has a lease. */
public enum Holder {
    /** Who asked for messages. */
    RECEIVER,
    /** A courier, which sends the message to the recipient's webhook. */
    COURIER;

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

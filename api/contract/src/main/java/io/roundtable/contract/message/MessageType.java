package io.roundtable.contract.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What kind of saying a message is. */
public enum MessageType {
    REQUEST,
    RESPONSE,
    NOTIFICATION,
    COMMAND;

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

package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a message.
 *
 * @param value {@code msg_} and 10 to 32 characters of {@code [0-9a-z]}
 */
public record MessageId(@JsonValue String value) implements Comparable<MessageId> {

    public static final String PREFIX = "msg_";

    /** @throws InvalidInput where the value isn't of that form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageId {
        IdSyntax.check(PREFIX, value);
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

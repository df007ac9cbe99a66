package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of one attempt to have something done.
 *
 * @param value {@code cmd_} and 10 to 32 characters of {@code [0-9a-z]}
 */
public record CommandId(@JsonValue String value) implements Comparable<CommandId> {

    public static final String PREFIX = "cmd_";

    /** @throws InvalidInput where the value isn't of that form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CommandId {
        IdSyntax.check(PREFIX, value);
    }

    @Override
    public int compareTo(CommandId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

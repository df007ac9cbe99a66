package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a lease: one attempt of one receiver at one message.
 *
 * @param value {@code ls_} and 10 to 32 characters of {@code [0-9a-z]}
 */
public record LeaseId(@JsonValue String value) implements Comparable<LeaseId> {

    public static final String PREFIX = "ls_";

    /** @throws InvalidInput where the value isn't of that form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LeaseId {
        IdSyntax.check(PREFIX, value);
    }

    @Override
    public int compareTo(LeaseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a user.
 *
 * @param value {@code usr_} and 10 to 32 characters of {@code [0-9a-z]}
 */
public record UserId(@JsonValue String value) implements Comparable<UserId> {

    public static final String PREFIX = "usr_";

    /** @throws InvalidInput where the value isn't of that form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        IdSyntax.check(PREFIX, value);
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

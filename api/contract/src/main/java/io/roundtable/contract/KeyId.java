package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a sandbox's key: no secret, and part of the key itself.
 *
 * @param value {@code key_} and 10 to 32 characters of {@code [0-9a-z]}
 */
public record KeyId(@JsonValue String value) implements Comparable<KeyId> {

    public static final String PREFIX = "key_";

    /** @throws InvalidInput where the value isn't of that form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public KeyId {
        IdSyntax.check(PREFIX, value);
    }

    @Override
    public int compareTo(KeyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

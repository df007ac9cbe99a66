package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a sandbox: the place in which one agent lives.
 *
 * @param value {@code sb_} and 10 to 32 characters of {@code [0-9a-z]}
 */
public record SandboxId(@JsonValue String value) implements Comparable<SandboxId> {

    public static final String PREFIX = "sb_";

    /** @throws InvalidInput where the value isn't of that form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SandboxId {
        IdSyntax.check(PREFIX, value);
    }

    @Override
    public int compareTo(SandboxId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

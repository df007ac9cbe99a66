package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a workspace: the unit of order, consistency and scale.
 *
 * @param value {@code ws_} and 10 to 32 characters of {@code [0-9a-z]}
 */
public record WorkspaceId(@JsonValue String value) implements Comparable<WorkspaceId> {

    public static final String PREFIX = "ws_";

    /** @throws InvalidInput where the value isn't of that form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WorkspaceId {
        IdSyntax.check(PREFIX, value);
    }

    @Override
    public int compareTo(WorkspaceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

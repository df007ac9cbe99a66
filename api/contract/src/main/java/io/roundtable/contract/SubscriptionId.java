package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a subscription: of a webhook that a workspace sends its events to.
 *
 * @param value {@code sub_} and 10 to 32 characters of {@code [0-9a-z]}
 */
public record SubscriptionId(@JsonValue String value) implements Comparable<SubscriptionId> {

    public static final String PREFIX = "sub_";

    /** @throws InvalidInput where the value isn't of that form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SubscriptionId {
        IdSyntax.check(PREFIX, value);
    }

    @Override
    public int compareTo(SubscriptionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

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

    /** What the ids of timers' commands start with: nobody waits for those, and they come again under the same id. */
    public static final String TIMER_PREFIX = PREFIX + "timer";

    /** @throws InvalidInput where the value isn't of that form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CommandId {
        IdSyntax.check(PREFIX, value);
    }

    /** Whether the command comes from a timer, so that nobody will ask what became of it. */
    public boolean isTimers() {
        return value.startsWith(TIMER_PREFIX);
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

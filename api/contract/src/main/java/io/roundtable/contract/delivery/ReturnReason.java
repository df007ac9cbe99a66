package io.roundtable.contract.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a lease ended and the message is tried again. */
public enum ReturnReason {
    /** The receiver gave the message back. */
    NAK,
    /** Nothing was heard of the receiver before the lease's deadline. */
    TIMED_OUT,
    /** The receiver was gone before the message could be handed to it; the attempt doesn't count. */
    RELEASED,
    /** The webhook didn't take it. */
    FAILED,
    /** No courier has told in time what became of the attempt; it doesn't count, and is made again under its number. */
    UNREPORTED,
    /** A courier had nowhere to send it, or no room for it; the attempt doesn't count. */
    SKIPPED;

    /** Whether the attempt was one: else the next has the same number. */
    public boolean counts() {
        return switch (this) {
            case NAK, TIMED_OUT, FAILED -> true;
            case RELEASED, UNREPORTED, SKIPPED -> false;
        };
    }

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

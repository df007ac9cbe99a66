package io.roundtable.contract.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a lease ended with neither an acknowledgement nor a failure. */
public enum ReturnReason {
    /** The receiver gave the message back. */
    NAK,
    /** Nothing was heard of the receiver before the lease's deadline. */
    TIMED_OUT,
    /** The receiver was gone before the message could be handed to it; the attempt doesn't count. */
    RELEASED;

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

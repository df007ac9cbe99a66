package io.roundtable.contract.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a message will not be delivered. */
public enum FailureReason {
    /** It was handed out as often as its recipient allows. */
    MAX_ATTEMPTS,
    /** A receiver refused it for good. */
    REJECTED,
    RECIPIENT_DELETED,
    /** Its {@code expires_at} came first. */
    EXPIRED;

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

package io.roundtable.contract.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a webhook is sent nothing more. */
public enum DisabledReason {
    /** It answered 410: there is nobody there any more, and won't be. */
    GONE;

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

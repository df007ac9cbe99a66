package io.roundtable.contract.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What came of an attempt to send a message to a webhook. */
public enum Outcome {
    /** It was answered with 2xx. */
    DELIVERED,
    /** No answer, or another one. */
    FAILED,
    /** It was answered with 410: the webhook isn't to be sent anything any more. */
    GONE,
    /** Nothing was sent: there was no enabled webhook any more, or as many attempts were on their way as may be. */
    SKIPPED;

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

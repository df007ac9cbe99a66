package io.roundtable.app.topics;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What was found, or done, at one topic; the detail is empty where there is nothing to say. */
public record TopicFinding(String topic, Kind kind, String detail) {
    /** From good to bad. */
    public enum Kind {
        OK(true),
        CREATED(true),
        CHANGED(true),
        MISSING(false),
        DIFFERENT(false),
        WRONG_PARTITIONS(false);

        private final boolean good;

        Kind(boolean good) {
            this.good = good;
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @JsonIgnore
    boolean isGood() {
        return kind.good;
    }
}

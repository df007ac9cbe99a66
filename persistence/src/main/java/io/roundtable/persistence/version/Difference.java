package io.roundtable.persistence.version;

import java.util.Map;
import java.util.TreeMap;

/**
 * A row that isn't the same in two versions.
 *
 * @param key its primary key, by column
 * @param kind which of the two has it
 * @param columns those that differ, of a row that both have; content is cut to {@value #MAX_TEXT} characters
 */
public record Difference(String table, Map<String, String> key, Kind kind, Map<String, Values> columns) {

    static final int MAX_TEXT = 200;

    public Difference {
        key = java.util.Collections.unmodifiableMap(new TreeMap<>(key));
        columns = java.util.Collections.unmodifiableMap(new TreeMap<>(columns));
    }

    /** Which of the two has the row. */
    public enum Kind {
        /** Both, and it differs. */
        CHANGED,
        /** Only the one that is compared with. */
        MISSING,
        /** Only the one that is compared. */
        EXTRA
    }

    /** As text; {@code null} is the word. */
    public record Values(String one, String other) {}
}

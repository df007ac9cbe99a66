package io.roundtable.app;

import com.fasterxml.jackson.databind.JsonNode;

/** What others have written, for a terminal: nothing in it begins a line of its own or steers the terminal. */
public final class OneLine {
    private static final String UNPRINTABLE = "[\\p{C}\\p{Zl}\\p{Zp}]+";

    private OneLine() {}

    /** The text, or the JSON, in full; a dash where there is none. */
    public static String of(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        return of(value.isTextual() ? value.textValue() : value.toString());
    }

    /** The text in full. */
    public static String of(String text) {
        return text.replaceAll(UNPRINTABLE, " ");
    }

    /** Its beginning, at most {@code most} characters. */
    public static String start(JsonNode value, int most) {
        var text = of(value);
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}

package io.roundtable.app.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OneLine;
import java.util.stream.Collectors;

/** Dead letters for people. */
final class DeadLetterText {
    static final String HEADING = row("DEAD LETTER", "STATUS", "REASON", "TO", "ATTEMPTS", "LAST ERROR");

    private static final int ERROR_START = 60;

    private DeadLetterText() {}

    /** On one line, without contents. */
    static String row(JsonNode letter) {
        return row(
                OneLine.of(letter.path("dead_letter_id")),
                OneLine.of(letter.path("status")),
                OneLine.of(letter.path("reason")),
                OneLine.of(letter.path("to_sandbox_id")),
                OneLine.of(letter.path("attempts")),
                OneLine.start(letter.path("last_error"), ERROR_START));
    }

    private static String row(String... cells) {
        return "%-26s  %-9s  %-17s  %-26s  %8s  %s".formatted((Object[]) cells);
    }

    /** A line for each field that it has. */
    static String whole(JsonNode letter) {
        return letter.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .map(field -> "%-16s  %s".formatted(OneLine.of(field.getKey()), OneLine.of(field.getValue())))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** What became of it, and why not something else. */
    static String outcome(JsonNode outcome) {
        var problem = outcome.path("problem");
        return "%s %s%s"
                .formatted(
                        OneLine.of(outcome.path("dead_letter_id")),
                        OneLine.of(outcome.path("status")),
                        problem.isMissingNode() ? "" : ": " + why(problem));
    }

    private static String why(JsonNode problem) {
        return "%s (%s)"
                .formatted(
                        OneLine.of(problem.path(problem.hasNonNull("detail") ? "detail" : "title")),
                        OneLine.of(problem.path("code")));
    }
}

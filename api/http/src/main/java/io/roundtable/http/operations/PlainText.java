package io.roundtable.http.operations;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The little of Markdown that our documents use, as HTML: paragraphs, {@code **bold**} and {@code `code`}. */
final class PlainText {

    private PlainText() {}

    static String html(String text) {
        return Arrays.stream(text.strip().split("\\n\\s*\\n"))
                .map(paragraph -> "<p>" + inline(paragraph) + "</p>")
                .collect(Collectors.joining("\n"));
    }

    static String inline(String text) {
        return ProblemPages.escaped(text)
                .replaceAll("`([^`]+)`", "<code>$1</code>")
                .replaceAll("\\*\\*([^*]+)\\*\\*", "<b>$1</b>");
    }
}

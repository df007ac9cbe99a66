package io.roundtable.http.operations;

import io.roundtable.http.operations.ProblemController.ProblemType;
import java.util.List;
import java.util.stream.Collectors;

/** Problems as pages: what each means, and what to do about it. */
final class ProblemPages {

    private ProblemPages() {}

    static String one(ProblemType problem) {
        String title = escaped(problem.title());
        String meaning = escaped(problem.meaning());
        String remedy = escaped(problem.remedy());
        return page(title, """
            <h1>%s</h1>
            <p class="facts"><code>%s</code> HTTP status %d</p>
            <h2>What it means</h2>
            <p>%s</p>
            <h2>What to do</h2>
            <p>%s</p>
            """.formatted(title, problem.code(), problem.status(), meaning, remedy));
    }

    static String list(List<ProblemType> problems) {
        String rows = problems.stream().map(ProblemPages::row).collect(Collectors.joining());
        return page("Problems", """
            <h1>Problems</h1>
            <p>Every problem that an answer can hold (RFC 9457). Codes are stable; titles and details are for people and
            may change.</p>
            <table>
            <thead><tr><th>Status</th><th>Code</th><th>Title</th></tr></thead>
            <tbody>
            %s</tbody>
            </table>
            """.formatted(rows));
    }

    private static String row(ProblemType problem) {
        return """
            <tr><td>%d</td><td><a href="%s"><code>%s</code></a></td><td>%s</td></tr>
            """.formatted(problem.status(), problem.type(), problem.code(), escaped(problem.title()));
    }

    /** @param body HTML */
    static String page(String title, String body) {
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <link rel="icon" href="/docs/favicon.svg">
            <link rel="stylesheet" href="/docs/docs.css">
            </head>
            <body>
            <nav><a href="/docs">API</a> <a href="/docs/topics">Topics</a> <a href="/problems">Problems</a></nav>
            <main class="page">
            %s</main>
            </body>
            </html>
            """.formatted(title, body);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

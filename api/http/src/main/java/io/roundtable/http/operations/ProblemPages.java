package io.roundtable.http.operations;

import io.roundtable.http.operations.ProblemController.ProblemType;
import java.util.List;
import java.util.stream.Collectors;

/** Problems as pages: what each means, and what to do about it. */
final class ProblemPages {

    private static final String LAYOUT = """
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
        <nav><a href="/docs">API</a> <a href="/problems">Problems</a></nav>
        <main>
        %s</main>
        </body>
        </html>
        """;

    private static final String ONE = """
        <h1>%s</h1>
        <p class="facts"><code>%s</code> HTTP status %d</p>
        <h2>What it means</h2>
        <p>%s</p>
        <h2>What to do</h2>
        <p>%s</p>
        """;

    private static final String LIST = """
        <h1>Problems</h1>
        <p>Every problem that an answer can hold (RFC 9457). <code>code</code> is stable; titles and details are for
        people and may change.</p>
        <table>
        <thead><tr><th>Status</th><th>Code</th><th>Title</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        """;

    private static final String ROW = """
        <tr><td>%d</td><td><a href="%s"><code>%s</code></a></td><td>%s</td></tr>
        """;

    private ProblemPages() {}

    static String one(ProblemType problem) {
        String body = ONE.formatted(
                escaped(problem.title()),
                problem.code(),
                problem.status(),
                escaped(problem.meaning()),
                escaped(problem.remedy()));
        return LAYOUT.formatted(escaped(problem.title()), body);
    }

    static String list(List<ProblemType> problems) {
        String rows = problems.stream()
                .map(problem ->
                        ROW.formatted(problem.status(), problem.type(), problem.code(), escaped(problem.title())))
                .collect(Collectors.joining());
        return LAYOUT.formatted("Problems", LIST.formatted(rows));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

package io.roundtable.bench.report;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Table;
import io.roundtable.bench.load.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A page of all that was measured: nothing in it comes from anywhere else, and nothing in it runs.
 *
 * @param machine where it was measured, by name
 * @param failures what couldn't be measured, and why
 */
public record Report(Map<String, Object> machine, List<Figure> figures, List<Trace> traces, List<String> failures) {
    private static final String TITLE = "Roundtable bench";

    public Report {
        machine = new LinkedHashMap<>(machine);
        figures = List.copyOf(figures);
        traces = List.copyOf(traces);
        failures = List.copyOf(failures);
    }

    /** HTML that is XML, too. */
    public String html() {
        var head = Element.of("head")
                .add(Element.of("meta").with("charset", "utf-8"))
                .add(Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))
                .add(Element.of("title", TITLE))
                .add(Element.of("style").raw(Style.SHEET));
        return "<!DOCTYPE html>\n"
                + Element.of("html").with("lang", "en").add(head).add(body()) + "\n";
    }

    private Element body() {
        var body = Element.of("body").add(Element.of("h1", TITLE)).add(about());
        if (!failures.isEmpty()) {
            body.add(Element.of("h2", "Not measured"));
            failures.forEach(failure -> body.add(Element.of("pre", failure)));
        }
        var bars = new RatioBars(figures);
        if (!bars.isEmpty()) {
            body.add(Element.of("h2", "Ratios"))
                    .add(Element.of(
                            "p",
                            "Each figure divided by what it is compared with in the same run. The line at 1 is"
                                    + " that itself; a mark is the goal. Of rates more is better, of times less."
                                    + " Bars end at 5."))
                    .add(bars.drawn());
        }
        return body.add(Element.of("h2", "Figures"))
                .add(Element.of("div").with("class", "wide").add(table()))
                .addAll(plots());
    }

    private Element about() {
        var list = Element.of("dl");
        machine.forEach((name, value) ->
                list.add(Element.of("dt", name.replace('_', ' '))).add(Element.of("dd", String.valueOf(value))));
        return list;
    }

    private Element table() {
        var head = Element.of("tr");
        Table.HEAD.forEach(name -> head.add(Element.of("th", name)));
        var body = Element.of("tbody");
        figures.forEach(figure -> {
            var row = Element.of("tr");
            Table.row(figure).forEach(cell -> row.add(Element.of("td", cell)));
            body.add(figure.isMet().orElse(true) ? row : row.with("class", "unmet"));
        });
        return Element.of("table").add(Element.of("thead").add(head)).add(body);
    }

    private List<Element> plots() {
        return traces.stream()
                .collect(Collectors.groupingBy(trace -> trace.suite(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(suite -> plots(suite.getKey(), suite.getValue()))
                .toList();
    }

    private static Element plots(String suite, List<Trace> traces) {
        var figures = Element.of("div").with("class", "plots");
        traces.stream()
                .collect(Collectors.groupingBy(Trace::metric, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(metric -> figures.addAll(new LoadPlots(metric).figures()));
        return Element.of("section").add(Element.of("h2", suite)).add(figures);
    }
}

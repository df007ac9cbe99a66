package io.roundtable.bench;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.load.Trace;
import io.roundtable.bench.suite.Plan;
import io.roundtable.bench.suite.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs suites one after the other, and keeps what they found. One that can't measure doesn't keep others from it. */
final class Session {
    private final Output output;
    private final PrintStream err;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Trace> traces = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Session(Output output, PrintStream err) {
        this.output = output;
        this.err = err;
    }

    /** @param isJudged whether its goals say something of it */
    void measure(Stage stage, Suite suite, Plan plan, boolean isJudged) throws Exception {
        err.println(suite.name() + ": " + suite.measures() + "; " + plan);
        long begin = System.nanoTime();
        try {
            var found = stage.measure(suite, plan).stream()
                    .map(figure -> isJudged ? figure : figure.unjudged())
                    .toList();
            output.found(found);
            figures.addAll(found);
        } catch (BenchFailure | IllegalStateException | IllegalArgumentException | IOException | SQLException e) {
            var because = e.getCause() == null ? "" : "\n  because of " + e.getCause();
            failures.add(suite.name() + " could not be measured: " + e.getMessage() + because);
            err.println("roundtable: " + failures.getLast());
        }
        err.println("  took %.0f s".formatted((System.nanoTime() - begin) / 1e9));
    }

    /** For the suites to trace their loads by. */
    void trace(Trace trace) {
        traces.add(trace);
    }

    List<Figure> figures() {
        return figures;
    }

    List<Trace> traces() {
        return traces;
    }

    /** What couldn't be measured and why, a text each. */
    List<String> failures() {
        return failures;
    }
}

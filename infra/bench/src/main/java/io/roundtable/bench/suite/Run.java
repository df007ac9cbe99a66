package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.load.Answered;
import io.roundtable.bench.load.Trace;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a suite has around it.
 *
 * @param directory of its own, for files
 * @param installing boots what is measured, or has one from the suite before
 * @param progress for people who wait
 * @param traces takes what is to be plotted
 */
public record Run(
        Path directory, Supplier<Installation> installing, Plan plan, PrintStream progress, Consumer<Trace> traces) {

    /** What is measured: to be closed by the suite, which stops it unless others come after. */
    public Installation install() {
        return installing.get();
    }

    public void say(String what) {
        progress.println("  " + what);
        progress.flush();
    }

    /** Has a load plotted; the names as in {@link Trace}. */
    void plot(String suite, String metric, String what, Answered answered) {
        traces.accept(answered.trace(suite, metric, what));
    }
}

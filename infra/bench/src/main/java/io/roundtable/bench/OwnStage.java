package io.roundtable.bench;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Setup;
import io.roundtable.bench.load.Trace;
import io.roundtable.bench.suite.Plan;
import io.roundtable.bench.suite.Run;
import io.roundtable.bench.suite.Suite;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Each suite on an installation of its own, so that none finds what another has left. */
final class OwnStage implements Stage {
    private final Setup setup;
    private final @Nullable Path data;
    private final PrintStream progress;
    private final Consumer<Trace> traces;

    /** @param data where there are to be new directories of the suites' names; null for temporary ones */
    OwnStage(Setup setup, @Nullable Path data, PrintStream progress, Consumer<Trace> traces) {
        this.setup = setup;
        this.data = data;
        this.progress = progress;
        this.traces = traces;
    }

    @Override
    public List<Figure> measure(Suite suite, Plan plan) throws Exception {
        try (var directory = Workplace.make(data, suite.name())) {
            var run = new Run(directory.path(), () -> install(directory.path()), plan, progress, traces);
            var figures = suite.measure(run);
            directory.isDone();
            return figures;
        }
    }

    private Installation install(Path directory) {
        progress.println("  starting Kafka and PostgreSQL");
        return Installation.start(directory, setup);
    }

    @Override
    public void close() {}
}

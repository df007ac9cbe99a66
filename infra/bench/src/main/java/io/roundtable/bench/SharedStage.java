package io.roundtable.bench;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Setup;
import io.roundtable.bench.load.Trace;
import io.roundtable.bench.suite.Plan;
import io.roundtable.bench.suite.Run;
import io.roundtable.bench.suite.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All suites on one installation, one after the other: starting one takes longer than a brief suite. */
final class SharedStage implements Stage {
    private static final String NAME = "quick";

    private final Workplace workplace;
    private final Installation installation;
    private final PrintStream progress;
    private final Consumer<Trace> traces;
    private boolean hasFailed;

    /** @param data where there is to be a new directory; null for a temporary one */
    SharedStage(Setup setup, @Nullable Path data, PrintStream progress, Consumer<Trace> traces) throws IOException {
        this.workplace = Workplace.make(data, NAME);
        this.progress = progress;
        this.traces = traces;
        progress.println("starting Kafka and PostgreSQL, for all suites");
        this.installation = Installation.start(workplace.path(), setup).shared();
    }

    @Override
    public List<Figure> measure(Suite suite, Plan plan) throws Exception {
        boolean isDone = false;
        try (var directory = Workplace.make(workplace.path(), suite.name() + "-files")) {
            var figures = suite.measure(new Run(directory.path(), () -> installation, plan, progress, traces));
            isDone = true;
            return figures;
        } finally {
            hasFailed |= !isDone;
        }
    }

    @Override
    public void close() throws IOException {
        installation.end();
        if (!hasFailed) {
            workplace.isDone();
        }
        workplace.close();
    }
}

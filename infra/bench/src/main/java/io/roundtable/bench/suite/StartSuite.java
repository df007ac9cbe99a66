package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.installation.AotCache;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** From the start of a process to its readiness. */
final class StartSuite implements Suite {
    private static final String BARE = "a Micronaut server with one endpoint";
    private static final String WITHOUT = "without an AOT cache";
    private static final String ALL = "everything embedded";
    private static final List<String> ROLES = List.of("api", "engine", "projector");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Goal EMBEDDED = new Goal.AtMost(8);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String measures() {
        return "the start of a role, and of everything in one process, to readiness, with and without an AOT cache";
    }

    /** A start is as cold in a long measurement. */
    @Override
    public boolean isJudgedWhenBrief() {
        return true;
    }

    @Override
    public List<Figure> measure(Run run) throws IOException {
        var figures = new ArrayList<Figure>();
        try (var installation = run.install()) {
            boolean hasTables = installation.hasRoles();
            installation.stopRoles();
            var cache = installation.setup().roles() instanceof AotCache.Known known
                    ? Optional.of(known.required())
                    : Optional.<List<String>>empty();
            if (!hasTables) {
                run.say("making tables and stores");
                ROLES.forEach(role -> seconds(installation, () -> installation.role(role)));
            }
            for (var role : run.plan().isBrief() ? ROLES.subList(0, 1) : ROLES) {
                figures.addAll(alone(run, installation, role, cache));
            }
            figures.addAll(run.plan().isBrief() ? fromNothing(run, installation) : embedded(run, installation, cache));
        }
        return figures;
    }

    /** On tables and stores that are there. */
    private static List<Figure> alone(Run run, Installation installation, String role, Optional<List<String>> cache) {
        var bare = new ArrayList<Double>();
        var without = new ArrayList<Double>();
        var with = new ArrayList<Double>();
        for (int round = 1; round <= run.plan().rounds(); round++) {
            bare.add(seconds(installation, () -> ParseOnly.start(installation)));
            without.add(seconds(installation, () -> installation.started(role, List.of())));
            cache.ifPresent(flags -> with.add(seconds(installation, () -> installation.started(role, flags))));
            run.say("%s, round %d: %.1f s beside %.1f s, with an AOT cache %s"
                    .formatted(role, round, without.getLast(), bare.getLast(), with));
        }
        var figures = new ArrayList<Figure>();
        figures.add(new Figure(
                named(role + " alone, " + WITHOUT),
                "s",
                new Sample(without),
                new Beside(BARE, new Sample(bare)),
                new Goal.None()));
        if (cache.isPresent()) {
            figures.add(cached(role + " alone", with, without, new Goal.AtMost(1)));
        }
        return figures;
    }

    private static List<Figure> fromNothing(Run run, Installation installation) {
        double seconds = dev(installation, run.directory().resolve("dev"), List.of());
        run.say("dev: %.1f s from nothing".formatted(seconds));
        return List.of(Figure.alone(named(ALL + ", from nothing"), "s", Sample.of(seconds), EMBEDDED));
    }

    /** First from nothing, with a cluster of PostgreSQL to be made, then again on what that has left. */
    private static List<Figure> embedded(Run run, Installation installation, Optional<List<String>> cache) {
        var fresh = new ArrayList<Double>();
        var again = new ArrayList<Double>();
        var with = new ArrayList<Double>();
        for (int round = 1; round <= run.plan().rounds(); round++) {
            var data = run.directory().resolve("dev-" + round);
            fresh.add(dev(installation, data, List.of()));
            again.add(dev(installation, data, List.of()));
            cache.ifPresent(flags -> with.add(dev(installation, data, flags)));
            run.say("dev, round %d: %.1f s from nothing, then %.1f s, with an AOT cache %s"
                    .formatted(round, fresh.getLast(), again.getLast(), with));
        }
        var figures = new ArrayList<Figure>();
        figures.add(Figure.alone(named(ALL + ", from nothing"), "s", new Sample(fresh), EMBEDDED));
        figures.add(Figure.alone(named(ALL + ", on its data"), "s", new Sample(again), EMBEDDED));
        if (cache.isPresent()) {
            figures.add(cached(ALL + ", on its data", with, again, EMBEDDED));
        }
        return figures;
    }

    private static Figure cached(String what, List<Double> with, List<Double> without, Goal goal) {
        return new Figure(
                named(what + ", with an AOT cache"),
                "s",
                new Sample(with),
                new Beside(WITHOUT, new Sample(without)),
                goal);
    }

    private static double dev(Installation installation, Path data, List<String> flags) {
        long begin = System.nanoTime();
        try (var dev = installation.dev(data, flags)) {
            dev.awaitReady();
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static double seconds(Installation installation, Supplier<Node> start) {
        long begin = System.nanoTime();
        try (var node = start.get()) {
            installation.awaitReady(node, BETWEEN_LOOKS);
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static Name named(String metric) {
        return new Name("start", metric);
    }
}

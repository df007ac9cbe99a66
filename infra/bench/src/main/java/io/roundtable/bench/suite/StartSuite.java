package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** From the start of a process to its readiness, on data that is there already. */
final class StartSuite implements Suite {
    private static final String BARE = "a Micronaut server with one endpoint";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String measures() {
        return "the start of a role to its readiness, beside that of a bare Micronaut server";
    }

    @Override
    public List<Figure> measure(Run run) {
        var figures = new ArrayList<Figure>();
        try (var installation = run.install()) {
            installation.stopRoles();
            run.say("making tables and stores");
            List.of("api", "engine", "projector").forEach(role -> seconds(installation, () -> installation.role(role)));
            for (var role : List.of("api", "engine", "projector")) {
                var product = new ArrayList<Double>();
                var bare = new ArrayList<Double>();
                for (int round = 1; round <= run.plan().rounds(); round++) {
                    product.add(seconds(installation, () -> installation.role(role)));
                    bare.add(seconds(installation, () -> ParseOnly.start(installation)));
                    run.say("%s, round %d: %.1f s beside %.1f s"
                            .formatted(role, round, product.getLast(), bare.getLast()));
                }
                figures.add(new Figure(
                        new Name("start", role + " alone, without an AOT cache"),
                        "s",
                        new Sample(product),
                        new Beside(BARE, new Sample(bare)),
                        new Goal.None()));
            }
        }
        return figures;
    }

    private static double seconds(Installation installation, Supplier<Node> start) {
        long begin = System.nanoTime();
        try (var node = start.get()) {
            installation.awaitReady(node);
            return (System.nanoTime() - begin) / 1e9;
        }
    }
}

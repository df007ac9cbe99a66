package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.installation.Child;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.sink.Written;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Events to rows: the live projection, beside others that write the same rows. */
final class ProjectSuite implements Suite {
    private static final int ROOMS = 32;
    private static final int SANDBOXES = 4;

    /** Rounds that don't count: the projector and the sink get faster for about so long. */
    private static final int WARM_UP_ROUNDS = 2;

    private static final int BRIEF_WARM_UP_ROUNDS = 1;

    @Override
    public String name() {
        return "project";
    }

    @Override
    public String measures() {
        return "events to rows, live, --events in each round, beside an upsert and COPY of the same rows, and"
                + " Debezium's sink";
    }

    @Override
    public Plan usual() {
        return new Plan(10, 3, 60_000);
    }

    @Override
    public List<Figure> measure(Run run) throws IOException, SQLException {
        try (var installation = run.install()) {
            installation.ready("engine", "projector", "api");
            var owner = installation.owner();
            var conversations = new MadeConversations(owner, Room.make(owner, ROOMS, SANDBOXES));
            try (var live = HeldProjection.of(installation.stack());
                    var others = Sinks.of(run, installation, live.schema())) {
                return measure(
                        run,
                        new Measured(live, others, conversations),
                        installation.role("projector").process());
            }
        }
    }

    /** What takes part. */
    private record Measured(HeldProjection live, Sinks others, MadeConversations conversations) {}

    private static List<Figure> measure(Run run, Measured measured, Child projector) throws IOException, SQLException {
        var rounds = new ArrayList<Round>();
        int warmUp = run.plan().isBrief() ? BRIEF_WARM_UP_ROUNDS : WARM_UP_ROUNDS;
        run.say("warming up: %d rounds that don't count".formatted(warmUp));
        for (int round = 1 - warmUp; round <= run.plan().rounds(); round++) {
            var done = round(run, measured, projector);
            run.say("round %d: %s".formatted(round, done));
            if (round > 0) {
                rounds.add(done);
            }
        }
        return figures(rounds);
    }

    /**
     * One round of each.
     *
     * @param product what the projection has written, from its first transaction on
     * @param events that these rows were made of, a second
     * @param others by their names; the sink is missing where it isn't installed
     */
    private record Round(Written product, double events, double projectorCpu, List<Sinks.Done> others) {
        @Override
        public String toString() {
            var text = new StringBuilder("%,.0f rows/s".formatted(product.rowsPerSecond()));
            for (var other : others) {
                text.append("; %s %,.0f".formatted(other.name(), other.written().rowsPerSecond()));
            }
            return text.toString();
        }
    }

    private static Round round(Run run, Measured measured, Child projector) throws IOException, SQLException {
        measured.live().hold();
        measured.conversations().fill(run.plan().events());
        double projectorCpu = projector.cpuSeconds();
        var caught = measured.live().release();
        projectorCpu = projector.cpuSeconds() - projectorCpu;
        var rows = measured.others().take();
        return new Round(
                new Written(Math.round(rows.all() * caught.part()), caught.seconds()),
                rows.events() * caught.part() / caught.seconds(),
                projectorCpu,
                measured.others().run());
    }

    private static List<Figure> figures(List<Round> rounds) {
        var product = new Sample(
                rounds.stream().map(round -> round.product().rowsPerSecond()).toList());
        var figures = new ArrayList<Figure>();
        var others = rounds.getFirst().others();
        for (int i = 0; i < others.size(); i++) {
            int other = i;
            var beside = new Sample(rounds.stream()
                    .map(round -> round.others().get(other).written().rowsPerSecond())
                    .toList());
            figures.add(new Figure(
                    named("rows, " + others.get(i).name()),
                    "rows/s",
                    product,
                    new Beside(others.get(i).what(), beside),
                    others.get(i).goal()));
        }
        figures.add(
                alone("events", "events/s", rounds.stream().map(Round::events).toList()));
        figures.add(alone(
                "rows in a round",
                "rows",
                rounds.stream().map(round -> (double) round.product().rows()).toList()));
        figures.add(alone(
                "the projector's CPU",
                "s",
                rounds.stream().map(Round::projectorCpu).toList()));
        return figures;
    }

    private static Figure alone(String metric, String unit, List<Double> rounds) {
        return Figure.alone(named(metric), unit, new Sample(rounds), new Goal.None());
    }

    private static Name named(String metric) {
        return new Name("project", metric);
    }
}

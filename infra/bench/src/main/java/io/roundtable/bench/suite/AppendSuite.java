package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.load.Answered;
import io.roundtable.bench.load.HttpLoad;
import io.roundtable.bench.load.Pace;
import io.roundtable.bench.load.Requests;
import io.roundtable.bench.load.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands to their 202, which says that the log has them: authenticated, authorized, validated and under an idempotency
 * key. The engine stands still meanwhile: what it does is what {@code decide} measures.
 */
final class AppendSuite implements Suite {
    private static final String LIMIT = "parse and answer";
    private static final int ACCEPTED = 202;
    private static final int ROOMS = 16;
    private static final int WARM_UP_CONNECTIONS = 64;

    @Override
    public String name() {
        return "append";
    }

    @Override
    public String measures() {
        return "a message over HTTP to its 202 after acks=all, beside a server that only parses it";
    }

    /** @param p99 bound in milliseconds */
    private record Crowd(int connections, int p99) {}

    private static final List<Crowd> CROWDS = List.of(new Crowd(64, 15), new Crowd(1000, 100));

    @Override
    public List<Figure> measure(Run run) throws IOException {
        try (var installation = run.install()) {
            installation.ready("engine", "projector", "api");
            var owner = installation.owner();
            var rooms = Room.make(owner, ROOMS, 2);
            installation.stop("engine", "projector");
            return measure(run, installation, owner, rooms, CROWDS);
        }
    }

    /** For a guard: with few connections only. */
    static List<Figure> briefly(Run run, Installation installation, Api owner, List<Room> rooms) throws IOException {
        return measure(run, installation, owner, rooms, CROWDS.subList(0, 1));
    }

    private static List<Figure> measure(
            Run run, Installation installation, Api owner, List<Room> rooms, List<Crowd> crowds) throws IOException {
        var limit = ParseOnly.start(installation);
        installation.awaitReady(limit);
        var requests = new SendRequests(rooms, owner, "Prefer: respond-async\r\n");
        for (int port : new int[] {limit.port(), owner.port()}) {
            var what = port == owner.port() ? "the product" : LIMIT;
            WarmUp.run(
                    run,
                    what,
                    () -> load(port, WARM_UP_CONNECTIONS, run.plan().roundTime(), requests)
                            .perSecond(ACCEPTED));
        }
        var figures = new ArrayList<Figure>();
        for (var crowd : crowds) {
            var product = new ArrayList<Answered>();
            var beside = new ArrayList<Answered>();
            for (int round = 1; round <= run.plan().rounds(); round++) {
                product.add(load(owner.port(), crowd.connections(), run.plan().roundTime(), requests));
                beside.add(load(limit.port(), crowd.connections(), run.plan().roundTime(), requests));
                run.say("%d connections, round %d: %,.0f beside %,.0f requests/s"
                        .formatted(
                                crowd.connections(),
                                round,
                                product.getLast().perSecond(ACCEPTED),
                                beside.getLast().perSecond(ACCEPTED)));
            }
            var metric = crowd.connections() + " connections";
            product.forEach(round -> run.plot("append", metric, Trace.PRODUCT, round));
            beside.forEach(round -> run.plot("append", metric, LIMIT, round));
            figures.addAll(figures(crowd, product, beside));
        }
        return figures;
    }

    private static List<Figure> figures(Crowd crowd, List<Answered> product, List<Answered> beside) {
        var figures = new ArrayList<Figure>();
        figures.add(new Figure(
                named(crowd.connections() + " connections"),
                "req/s",
                rates(product),
                new Beside(LIMIT, rates(beside)),
                new Goal.RatioAtLeast(0.5)));
        for (var percentile : List.of(50, 99)) {
            figures.add(new Figure(
                    named(crowd.connections() + " connections, p" + percentile),
                    "ms",
                    latencies(product, percentile),
                    new Beside(LIMIT, latencies(beside, percentile)),
                    percentile == 99 ? new Goal.AtMost(crowd.p99()) : new Goal.None()));
        }
        return figures;
    }

    private static Answered load(int port, int connections, Duration time, Requests requests) throws IOException {
        return HttpLoad.run(port, connections, time, new Pace.Greedy(), requests)
                .requireAll(ACCEPTED);
    }

    private static Sample rates(List<Answered> rounds) {
        return new Sample(
                rounds.stream().map(round -> round.perSecond(ACCEPTED)).toList());
    }

    private static Sample latencies(List<Answered> rounds, int percentile) {
        return new Sample(rounds.stream()
                .map(round -> round.latencies().millis(percentile))
                .toList());
    }

    private static Name named(String metric) {
        return new Name("append", metric);
    }
}

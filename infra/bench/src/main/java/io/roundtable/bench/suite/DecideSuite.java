package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.load.Answered;
import io.roundtable.bench.load.HttpLoad;
import io.roundtable.bench.load.Latencies;
import io.roundtable.bench.load.Pace;
import io.roundtable.bench.load.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A message over HTTP to its 201, which says that it is decided and committed. */
final class DecideSuite implements Suite {
    private static final String PIPELINE = "commands topic to committed reply";
    private static final int CREATED = 201;
    private static final int PER_SECOND = 500;
    private static final int CONNECTIONS = 64;
    private static final int MOST_CONNECTIONS = 256;

    /** Of a round, as long as the sustained load goes on. */
    private static final int SUSTAINED_ROUNDS = 6;

    /** So many mailboxes that none is full at the end: nobody receives. */
    private static final int ROOMS = 32;

    private static final int SANDBOXES = 4;

    @Override
    public String name() {
        return "decide";
    }

    @Override
    public String measures() {
        return "a message over HTTP to its committed 201 at 500/s, beside the engine without HTTP; and how many at"
                + " most";
    }

    @Override
    public List<Figure> measure(Run run) throws IOException {
        try (var installation = run.install()) {
            installation.ready("engine", "projector", "api");
            var owner = installation.owner();
            var rooms = Room.make(owner, ROOMS, SANDBOXES);
            var requests = new SendRequests(rooms, owner, "");
            WarmUp.run(
                    run,
                    MOST_CONNECTIONS + " connections",
                    () -> load(owner.port(), run.plan().roundTime(), MOST_CONNECTIONS, new Pace.Greedy(), requests)
                            .perSecond(CREATED));
            var figures = new ArrayList<>(steady(run, installation.stack().bootstrapServers(), owner.port(), requests));
            figures.addAll(most(run, owner, rooms, requests));
            return figures;
        }
    }

    private static List<Figure> steady(Run run, String bootstrapServers, int port, SendRequests requests)
            throws IOException {
        var pace = new Pace.Steady(PER_SECOND);
        var time = run.plan().roundTime();
        var product = new ArrayList<Answered>();
        var beside = new ArrayList<Latencies>();
        try (var pipeline = new Pipeline(bootstrapServers)) {
            pipeline.learn();
            for (int round = 0; round <= run.plan().rounds(); round++) {
                product.add(load(port, time, CONNECTIONS, pace, requests));
                beside.add(pipeline.run(pace, time));
                run.say("round %d: p50 %.1f, p99 %.1f ms beside %.1f, %.1f"
                        .formatted(
                                round,
                                product.getLast().latencies().millis(50),
                                product.getLast().latencies().millis(99),
                                beside.getLast().millis(50),
                                beside.getLast().millis(99)));
            }
        }
        product.removeFirst();
        beside.removeFirst();
        product.forEach(round -> run.plot("decide", "500/s", Trace.PRODUCT, round));
        beside.forEach(round -> run.traces().accept(new Trace("decide", "500/s", PIPELINE, List.of(), round)));
        var ours = product.stream().map(Answered::latencies).toList();
        return List.of(
                latency("500/s, p50 against the goal", ours, 50, beside, new Goal.AtMost(12)),
                latency("500/s, p99 against the goal", ours, 99, beside, new Goal.AtMost(30)),
                latency("500/s, p50 against the engine alone", ours, 50, beside, new Goal.RatioAtMost(1.5)));
    }

    private static List<Figure> most(Run run, Api owner, List<Room> rooms, SendRequests requests) throws IOException {
        var time = run.plan().roundTime().multipliedBy(SUSTAINED_ROUNDS);
        run.say("%d connections for %d s".formatted(MOST_CONNECTIONS, time.toSeconds()));
        Answered answered;
        double lag;
        try (var probe = new LagProbe(owner, rooms.getFirst())) {
            answered = load(owner.port(), time, MOST_CONNECTIONS, new Pace.Greedy(), requests);
            lag = probe.most();
        }
        run.plot("decide", MOST_CONNECTIONS + " connections", Trace.PRODUCT, answered);
        return List.of(
                Figure.alone(
                        named("%d connections, %d s".formatted(MOST_CONNECTIONS, time.toSeconds())),
                        "messages/s",
                        Sample.of(answered.perSecond(CREATED)),
                        new Goal.AtLeast(5000)),
                Figure.alone(named("the tables behind, at most"), "s", Sample.of(lag), new Goal.AtMost(2)));
    }

    private static Answered load(int port, Duration time, int connections, Pace pace, SendRequests requests)
            throws IOException {
        return HttpLoad.run(port, connections, time, pace, requests).requireAll(CREATED);
    }

    private static Figure latency(
            String metric, List<Latencies> product, int percentile, List<Latencies> beside, Goal goal) {
        return new Figure(
                named(metric),
                "ms",
                sample(product, percentile),
                new Beside(PIPELINE, sample(beside, percentile)),
                goal);
    }

    private static Sample sample(List<Latencies> rounds, int percentile) {
        return new Sample(rounds.stream().map(round -> round.millis(percentile)).toList());
    }

    private static Name named(String metric) {
        return new Name("decide", metric);
    }
}

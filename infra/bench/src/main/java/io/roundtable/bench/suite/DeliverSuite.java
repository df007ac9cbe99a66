package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.installation.Waiting;
import io.roundtable.bench.load.Answered;
import io.roundtable.bench.load.HttpLoad;
import io.roundtable.bench.load.Pace;
import io.roundtable.bench.load.RequestText;
import io.roundtable.bench.load.Trace;
import io.roundtable.bench.peer.Peer;
import io.roundtable.bench.peer.Peers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** From the moment a message was meant to be sent to the moment its receiver, who waits, has it. */
final class DeliverSuite implements Suite {
    private static final Pace.Steady PACE = new Pace.Steady(500);

    /** As much as is delivered at once by what was started a minute ago. */
    private static final Pace.Steady BRIEF_PACE = new Pace.Steady(50);

    private static final int CONNECTIONS = 64;
    private static final int RECEIVERS = 32;
    private static final int CREATED = 201;
    private static final int TEXT = 260;

    /** Rounds that don't count: at first every part is cold, and messages wait. */
    private static final int WARM_UP_ROUNDS = 3;

    private static final int BRIEF_WARM_UP_ROUNDS = 1;

    /** So many mailboxes that none gets full. */
    private static final int WARM_UP_SANDBOXES = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "deliver";
    }

    @Override
    public String measures() {
        return "500 messages a second to receivers that wait: from send to receipt, by long poll, stream"
                + " and webhook, beside NATS JetStream and a RabbitMQ quorum queue where they are installed";
    }

    /** @param p50 bound in milliseconds */
    private record Way(Receiver receiver, int p50) {}

    private static final List<Way> WAYS = List.of(
            new Way(new Receiver.LongPoll(), 20),
            new Way(new Receiver.EventStream(), 20),
            new Way(new Receiver.Webhook(), 25));

    @Override
    public List<Figure> measure(Run run) throws IOException {
        try (var installation = run.install()) {
            installation.ready("engine", "projector", "courier", "api");
            var owner = installation.owner();
            warmUp(run, owner);
            var figures = new ArrayList<Figure>();
            for (var way : WAYS) {
                if (way.receiver() instanceof Receiver.LongPoll) {
                    try (var peers = Peers.start(run.directory(), run::say)) {
                        figures.addAll(measure(run, owner, way, peers.all()));
                    }
                } else {
                    figures.addAll(measure(run, owner, way, List.of()));
                }
            }
            return figures;
        }
    }

    /** By what nobody waits for: while all is cold so many a second as are measured are more than it can take. */
    private static void warmUp(Run run, Api owner) throws IOException {
        var requests = new SendRequests(Room.make(owner, RECEIVERS, WARM_UP_SANDBOXES), owner, "");
        WarmUp.run(
                run,
                CONNECTIONS + " connections",
                () -> HttpLoad.run(owner.port(), CONNECTIONS, run.plan().roundTime(), new Pace.Greedy(), requests)
                        .requireAll(CREATED)
                        .perSecond(CREATED));
    }

    /** In rooms of its own, so that nobody else receives. The first rounds warm up. */
    private static List<Figure> measure(Run run, Api owner, Way way, List<Peer> peers) throws IOException {
        var rooms = Room.make(owner, RECEIVERS, 2);
        var pace = run.plan().isBrief() ? BRIEF_PACE : PACE;
        int perRound = (int) pace.count(run.plan().roundTime());
        int warmUp = run.plan().isBrief() ? BRIEF_WARM_UP_ROUNDS : WARM_UP_ROUNDS;
        int rounds = run.plan().rounds() + warmUp;
        var receipts = new Receipts(perRound, rounds);
        rooms.forEach(room -> way.receiver().begin(owner, room, receipts));
        var others = peers.stream()
                .map(peer -> new PeerRounds(peer, new Receipts(perRound, rounds), body(rooms.getFirst())))
                .toList();
        var name = way.receiver().text();
        for (int i = 0; i < rounds; i++) {
            int round = i;
            var sent = send(owner, rooms, new Timed(pace, run.plan().roundTime()), receipts, (long) round * perRound);
            Waiting.until("all messages by " + name, PATIENCE, Duration.ofMillis(20), () -> receipts.isComplete(round));
            run.say("%s, round %d: p50 %.1f, p99 %.1f ms"
                    .formatted(
                            name,
                            round,
                            receipts.round(round).millis(50),
                            receipts.round(round).millis(99)));
            if (round >= warmUp) {
                run.traces().accept(new Trace("deliver", name, Trace.PRODUCT, sent.perSecond(), receipts.round(round)));
            }
            others.forEach(other -> other.run(run, round, pace));
        }
        var figures = new ArrayList<Figure>();
        for (var percentile : List.of(50, 99)) {
            var product = sample(receipts, warmUp, rounds, percentile);
            var goal = new Goal.AtMost(percentile == 99 ? 50 : way.p50());
            figures.add(Figure.alone(named(name + ", p" + percentile), "ms", product, goal));
            for (var other : others) {
                var beside = new Beside(other.name(), sample(other.receipts(), warmUp, rounds, percentile));
                var metric = "%s beside %s, p%d".formatted(name, other.name(), percentile);
                figures.add(new Figure(named(metric), "ms", product, beside, new Goal.None()));
            }
        }
        return figures;
    }

    private record Timed(Pace.Steady pace, Duration time) {}

    private static Answered send(Api owner, List<Room> rooms, Timed load, Receipts receipts, long first)
            throws IOException {
        var texts = rooms.stream().map(room -> text(room, owner)).toList();
        return HttpLoad.run(owner.port(), CONNECTIONS, load.time(), load.pace(), (n, meant) -> {
                    receipts.meant(first + n, meant);
                    return texts.get((int) (n % texts.size())).numbered(first + n);
                })
                .requireAll(CREATED);
    }

    private static RequestText text(Room room, Api owner) {
        var head = """
            POST %s HTTP/1.1\r
            Host: 127.0.0.1\r
            Authorization: Bearer %s\r
            Content-Type: application/json\r
            """.formatted(room.messages(), owner.token());
        return RequestText.of(head, body(room));
    }

    private static String body(Room room) {
        return """
            {"from_sandbox_id":"%s","to_sandbox_id":"%s","message_type":"request","content":{"%s":"%s","text":"%s"}}\
            """.formatted(
                        room.sandboxes().get(0),
                        room.sandboxes().get(Receiver.SANDBOX),
                        Receipts.NUMBER,
                        RequestText.NUMBER,
                        new Words(1).about(TEXT));
    }

    private static Sample sample(Receipts receipts, int warmUp, int rounds, int percentile) {
        return new Sample(IntStream.range(warmUp, rounds)
                .mapToObj(round -> receipts.round(round).millis(percentile))
                .toList());
    }

    private static Name named(String metric) {
        return new Name("deliver", metric);
    }
}

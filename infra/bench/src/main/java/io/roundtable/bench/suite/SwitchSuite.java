package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.installation.Waiting;
import io.roundtable.bench.load.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What users notice of a rebuild: all tables are made anew, switched to and back, while they write and read. */
final class SwitchSuite implements Suite {
    private static final Pace.Steady COMMANDS = new Pace.Steady(200);
    private static final int READERS = 50;
    private static final int CREATED = 201;
    private static final int ROOMS = 32;
    private static final int SANDBOXES = 4;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Of commands and reads before any is counted. */
    private static final int WARM_UP_ROUNDS = 3;

    @Override
    public String name() {
        return "switch";
    }

    @Override
    public String measures() {
        return "what 200 commands a second and 50 readers notice of a rebuild of --events events, a switch and a"
                + " rollback";
    }

    /** Commands and reads have to be warm. */
    @Override
    public Optional<Plan> brief() {
        return Optional.empty();
    }

    @Override
    public List<Figure> measure(Run run) throws IOException {
        try (var installation = run.install()) {
            installation.ready("engine", "projector", "api");
            var owner = installation.owner();
            var rooms = Room.make(owner, ROOMS, SANDBOXES);
            run.say("making a log of about " + run.plan().events() + " events");
            new MadeConversations(owner, rooms).fill(run.plan().events());
            var requests = new SendRequests(rooms, owner, "");
            try (var traffic = new Traffic(owner.port(), COMMANDS, requests)) {
                warmUp(run, traffic, owner, rooms.getFirst());
                return measure(run, installation, traffic, owner, rooms.getFirst());
            }
        }
    }

    private static void warmUp(Run run, Traffic traffic, Api owner, Room room) {
        run.say("warming up: %d rounds of commands and reads".formatted(WARM_UP_ROUNDS));
        try (var _ = new Readers(owner, room, READERS)) {
            Waiting.until(
                    "commands that don't count",
                    LIMIT,
                    Duration.ofMillis(100),
                    () -> traffic.rounds().size() >= WARM_UP_ROUNDS);
        }
    }

    private static List<Figure> measure(Run run, Installation installation, Traffic traffic, Api owner, Room room) {
        var operator = new Api(owner.port()).operator();
        long before = traffic.others(CREATED);
        var readers = new Readers(owner, room, READERS);
        Rebuilding.Done done;
        double switched;
        double rolledBack;
        try (readers) {
            run.say("rebuilding");
            done = new Rebuilding(
                            operator,
                            installation.stack(),
                            installation.role("projector").process())
                    .run(_ -> {});
            var rebuild = "/v1/admin/rebuilds/" + done.id();
            run.say("%,d rows in %.0f s; switching".formatted(done.rows(), done.seconds()));
            switched = seconds(() -> {
                var _ = operator.post(rebuild + "/switch", "{}");
                Waiting.until(
                        "the switch",
                        LIMIT,
                        Duration.ofMillis(5),
                        () -> operator.get(rebuild).path("state").asText().equals("done"));
            });
            rolledBack = seconds(() -> operator.post(rebuild + "/rollback", "{}"));
        }
        traffic.close();
        return List.of(
                figure("rows of the rebuild", "rows/s", done.rowsPerSecond(), new Goal.None()),
                figure("switch, from the wish to its end", "s", switched, new Goal.AtMost(1)),
                figure("rollback", "s", rolledBack, new Goal.AtMost(1)),
                count("reads", readers.latencies().count(), new Goal.None()),
                count("reads that failed", readers.failed(), new Goal.AtMost(0)),
                count("reads older than their token", readers.older(), new Goal.AtMost(0)),
                figure("reads, p99", "ms", readers.latencies().millis(99), new Goal.None()),
                count("commands that failed", traffic.others(CREATED) - before, new Goal.AtMost(0)));
    }

    private static double seconds(Runnable what) {
        long begin = System.nanoTime();
        what.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static Figure count(String metric, long value, Goal goal) {
        return figure(metric, "", (double) value, goal);
    }

    private static Figure figure(String metric, String unit, double value, Goal goal) {
        return Figure.alone(new Name("switch", metric), unit, Sample.of(value), goal);
    }
}

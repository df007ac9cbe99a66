package io.roundtable.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Child;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** All tables made anew from the log, beside PostgreSQL's {@code COPY} of the same rows. */
final class RebuildSuite implements Suite {
    private static final String PEER = "COPY, then the indexes";
    private static final int ROOMS = 32;
    private static final int SANDBOXES = 4;

    @Override
    public String name() {
        return "rebuild";
    }

    @Override
    public String measures() {
        return "all tables made anew from a log of --events events, beside PostgreSQL's COPY of the same rows";
    }

    @Override
    public List<Figure> measure(Run run) throws IOException, SQLException {
        try (var installation = run.install()) {
            installation.ready("engine", "projector", "api");
            var owner = installation.owner();
            run.say("making a log of about " + run.plan().events() + " events");
            new MadeConversations(owner, Room.make(owner, ROOMS, SANDBOXES))
                    .fill(run.plan().events());
            var projector = installation.role("projector").process();
            var figures = new ArrayList<>(rounds(run, installation, projector, owner));
            figures.add(heap(rebuilding(installation, projector, owner), projector));
            return figures;
        }
    }

    /** What the rounds have given. */
    private record Rounds(List<Rebuilding.Done> product, List<CopyThenIndex.Done> peer) {
        Sample product(ToDoubleFunction<Rebuilding.Done> figure) {
            return new Sample(product.stream().mapToDouble(figure).boxed().toList());
        }

        Sample peer(ToDoubleFunction<CopyThenIndex.Done> figure) {
            return new Sample(peer.stream().mapToDouble(figure).boxed().toList());
        }
    }

    /** Of a log that is there; without the heap, which takes another rebuild. */
    static List<Figure> rounds(Run run, Installation installation, Child projector, Api owner)
            throws IOException, SQLException {
        var rebuilding = rebuilding(installation, projector, owner);
        run.say("warming up: a rebuild and a COPY that don't count");
        var first = rebuilding.run(_ -> {});
        var rounds = new Rounds(new ArrayList<>(), new ArrayList<>());
        try (var peer = CopyThenIndex.of(installation.stack(), first.schema(), writable(run.directory()))) {
            rebuilding.drop(first);
            var _ = peer.run();
            for (int round = 1; round <= run.plan().rounds(); round++) {
                var done = rebuilding.run(_ -> {});
                rebuilding.drop(done);
                rounds.product.add(done);
                rounds.peer.add(peer.run());
                run.say("round %d: %,.0f rows/s beside %,.0f rows/s"
                        .formatted(
                                round,
                                done.rowsPerSecond(),
                                rounds.peer.getLast().rowsPerSecond()));
            }
        }
        return figures(rounds);
    }

    private static Rebuilding rebuilding(Installation installation, Child projector, Api owner) {
        return new Rebuilding(new Api(owner.port()).operator(), installation.stack(), projector);
    }

    private static List<Figure> figures(Rounds rounds) {
        return List.of(
                new Figure(
                        named("all tables"),
                        "rows/s",
                        rounds.product(Rebuilding.Done::rowsPerSecond),
                        new Beside(PEER, rounds.peer(CopyThenIndex.Done::rowsPerSecond)),
                        new Goal.RatioAtLeast(0.8)),
                new Figure(
                        named("PostgreSQL's CPU"),
                        "s",
                        rounds.product(Rebuilding.Done::databaseCpu),
                        new Beside(PEER, rounds.peer(CopyThenIndex.Done::databaseCpu)),
                        new Goal.None()),
                Figure.alone(named("its rows"), "rows", rounds.product(Rebuilding.Done::rows), new Goal.None()),
                Figure.alone(
                        named("the projector's CPU"),
                        "s",
                        rounds.product(Rebuilding.Done::projectorCpu),
                        new Goal.None()));
    }

    /** In a round of its own, since a full collection takes its time. */
    private static Figure heap(Rebuilding rebuilding, Child projector) {
        var early = new ArrayList<Double>();
        Consumer<JsonNode> look = rebuild -> {
            var progress = rebuild.path("progress");
            if (early.isEmpty()
                    && rebuild.path("phase").asText().equals("filling")
                    && progress.path("done").asLong() * 10
                            >= progress.path("total").asLong()
                    && progress.path("done").asLong() > 0) {
                early.add(projector.heapMegabytesAfterFullCollection());
            }
        };
        rebuilding.drop(rebuilding.run(look));
        var late = Sample.of(projector.heapMegabytesAfterFullCollection());
        var name = named("heap after a full collection, at the end");
        return early.isEmpty()
                ? Figure.alone(name, "MB", late, new Goal.None())
                : new Figure(name, "MB", late, new Beside("at a tenth", new Sample(early)), new Goal.RatioAtMost(1.1));
    }

    private static Name named(String metric) {
        return new Name("rebuild", metric);
    }

    /** PostgreSQL runs as somebody else where the bench runs as root. */
    private static Path writable(Path directory) throws IOException {
        var files = Files.createDirectory(directory.resolve("rows"));
        return Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
}

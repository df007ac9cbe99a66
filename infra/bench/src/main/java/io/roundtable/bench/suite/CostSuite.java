package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Footprint;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.load.Pace;
import io.roundtable.bench.load.Trace;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;

/** What a message costs that is sent, received and acknowledged: CPU at each stage, and bytes written to disk. */
final class CostSuite implements Suite {
    private static final int SHORT = 400;
    private static final int LONG = 16 * 1024;

    private static final int ROOMS = 32;

    /** Three commands each, which two cores that are still cold keep up with: what waits for long is asked for again. */
    private static final Pace.Steady PACE = new Pace.Steady(100);

    /** At first everything is cold. */
    private static final int WARM_UP_ROUNDS = 3;

    /** What grows by less for each message is no part of what messages cost. */
    private static final double LEAST_BYTES = 0.5;

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public String measures() {
        return "CPU time and bytes written to disk for each message that is sent, received and acknowledged";
    }

    /** A few seconds don't fill a store's buffer, nor show what is compacted. */
    @Override
    public Optional<Plan> brief() {
        return Optional.empty();
    }

    /**
     * Messages of one kind.
     *
     * @param characters of text, as many bytes
     * @param text of so many characters
     */
    private record Kind(
            String name, int characters, BiFunction<MadeText, Integer, String> text, Receiver receiver, Goal goal) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("400 bytes", SHORT, MadeText::ofWords, new Receiver.LongPoll(), new Goal.None()),
            new Kind("16 KiB", LONG, MadeText::ofWords, new Receiver.LongPoll(), new Goal.RatioAtMost(4)),
            new Kind("16 KiB of random letters", LONG, MadeText::atRandom, new Receiver.LongPoll(), new Goal.None()),
            new Kind("400 bytes by webhook", SHORT, MadeText::ofWords, new Receiver.Webhook(), new Goal.None()));

    @Override
    public List<Figure> measure(Run run) throws IOException, SQLException {
        try (var installation = run.install()) {
            installation.ready("engine", "projector", "courier", "api");
            var owner = installation.owner();
            var figures = new ArrayList<Figure>();
            for (var kind : KINDS) {
                figures.addAll(measure(run, installation, owner, kind));
            }
            return figures;
        }
    }

    private static List<Figure> measure(Run run, Installation installation, Api owner, Kind kind)
            throws IOException, SQLException {
        var plan = run.plan();
        var talk = new Talk(owner, Room.make(owner, ROOMS, 2), PACE, plan, WARM_UP_ROUNDS);
        var text = new MadeText(1);
        talk.begin(kind.receiver(), () -> kind.text().apply(text, kind.characters()));
        var ends = new Ends(installation.stack());
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            talk.round(round);
        }
        ends.await(talk.rooms(), talk.sent(WARM_UP_ROUNDS));
        var before = Footprint.of(installation);
        for (int round = WARM_UP_ROUNDS; round < WARM_UP_ROUNDS + plan.rounds(); round++) {
            run.plot("cost", kind.name(), Trace.PRODUCT, talk.round(round));
        }
        ends.await(talk.rooms(), talk.sent(WARM_UP_ROUNDS + plan.rounds()));
        var used = Footprint.of(installation).since(before);
        long messages = talk.sent(plan.rounds());
        run.say("%s: %,d messages, %,.0f bytes each"
                .formatted(kind.name(), messages, (double) used.bytes() / messages));
        return figures(kind, used, messages);
    }

    private static List<Figure> figures(Kind kind, Footprint used, long messages) {
        var figures = new ArrayList<Figure>();
        used.cpu()
                .forEach((stage, seconds) ->
                        figures.add(figure(kind, "CPU, " + stage, "µs/message", seconds * 1e6 / messages)));
        figures.add(new Figure(
                named(kind, "all that is written"),
                "bytes/message",
                Sample.of((double) used.bytes() / messages),
                new Beside("its text", Sample.of(kind.characters())),
                kind.goal()));
        figures.addAll(grown(kind, "topic ", used.topics(), messages));
        figures.add(bytes(kind, "engine's store and log", used.engine(), messages));
        figures.addAll(grown(kind, "table ", used.tables(), messages));
        figures.add(bytes(kind, "PostgreSQL's WAL", used.wal(), messages));
        return figures;
    }

    private static List<Figure> grown(Kind kind, String what, SortedMap<String, Long> bytes, long messages) {
        return bytes.entrySet().stream()
                .filter(entry -> Math.abs(entry.getValue()) >= LEAST_BYTES * messages)
                .map(entry -> bytes(kind, what + entry.getKey(), entry.getValue(), messages))
                .toList();
    }

    private static Figure bytes(Kind kind, String what, long bytes, long messages) {
        return figure(kind, what, "bytes/message", (double) bytes / messages);
    }

    private static Figure figure(Kind kind, String what, String unit, double value) {
        return Figure.alone(named(kind, what), unit, Sample.of(value), new Goal.None());
    }

    private static Name named(Kind kind, String what) {
        return new Name("cost", kind.name() + ": " + what);
    }
}

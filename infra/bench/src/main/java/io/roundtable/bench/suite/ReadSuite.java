package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.load.Answered;
import io.roundtable.bench.load.HttpLoad;
import io.roundtable.bench.load.Pace;
import io.roundtable.bench.load.Requests;
import io.roundtable.bench.load.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads by a thousand connections, two thousand messages a second, or 500 pages; briefly, fewer. */
final class ReadSuite implements Suite {
    private static final Load MESSAGES = new Load(1_000, new Pace.Steady(2_000));

    /** Of 20 messages each: five times as many as there are of single ones. */
    private static final Load PAGES = new Load(1_000, new Pace.Steady(500));

    /** As much as a server takes that was started a minute ago. */
    private static final Load BRIEF = new Load(200, new Pace.Steady(300));

    private static final int OK = 200;
    private static final int LISTED = 20;

    /** By their ids. */
    private static final int READ_OF_EACH = 100;

    private static final int ROOMS = 32;
    private static final int SANDBOXES = 4;

    /** At most; no more than a plan says for a rebuild. */
    private static final int EVENTS = 30_000;

    private static final int BRIEF_EVENTS = 1_000;

    private static final int WARM_UP_CONNECTIONS = 64;

    /** At the pace and with the connections that are measured. */
    private static final int MOST_WARM_UP_ROUNDS = 5;

    @Override
    public String name() {
        return "read";
    }

    @Override
    public String measures() {
        return "over 1,000 connections: 2,000 messages a second by their ids, 500 lists of 20, 500 inboxes";
    }

    private record Load(int connections, Pace.Steady pace) {
        Answered run(Plan plan, int port, Requests requests) throws IOException {
            return HttpLoad.run(port, connections, plan.roundTime(), pace, requests);
        }
    }

    /** What is read, and by which requests. */
    private record Kind(String text, Requests requests, Load whole, Goal goal) {
        Answered run(Run run, int port) throws IOException {
            return (run.plan().isBrief() ? BRIEF : whole).run(run.plan(), port, requests);
        }
    }

    @Override
    public List<Figure> measure(Run run) throws IOException {
        try (var installation = run.install()) {
            installation.ready("engine", "projector", "api");
            var owner = installation.owner();
            var rooms = Room.make(owner, ROOMS, SANDBOXES);
            int events = Math.min(
                    run.plan().isBrief() ? BRIEF_EVENTS : EVENTS, run.plan().events());
            run.say("making a log of about " + events + " events");
            new MadeConversations(owner, rooms).fill(events);
            var figures = new ArrayList<Figure>();
            for (var kind : kinds(owner, rooms)) {
                figures.addAll(measure(run, owner.port(), kind));
            }
            return figures;
        }
    }

    private static List<Kind> kinds(Api owner, List<Room> rooms) {
        var byId = ReadRequests.newest(owner, rooms, READ_OF_EACH);
        var lists = rooms.stream().map(room -> ReadRequests.list(room, LISTED)).toList();
        var inboxes =
                rooms.stream().map(room -> room.inbox(0) + "?limit=" + LISTED).toList();
        return List.of(
                new Kind("by id", ReadRequests.of(owner, byId), MESSAGES, new Goal.AtMost(50)),
                new Kind("list of 20", ReadRequests.of(owner, lists), PAGES, new Goal.None()),
                new Kind("inbox", ReadRequests.of(owner, inboxes), PAGES, new Goal.None()));
    }

    private static List<Figure> measure(Run run, int port, Kind kind) throws IOException {
        warmUp(run, port, kind);
        var rounds = new ArrayList<Answered>();
        for (int round = 1; round <= run.plan().rounds(); round++) {
            rounds.add(kind.run(run, port).requireAll(OK));
            run.say("%s, round %d: p50 %.1f, p99 %.1f ms"
                    .formatted(
                            kind.text(),
                            round,
                            rounds.getLast().latencies().millis(50),
                            rounds.getLast().latencies().millis(99)));
        }
        rounds.forEach(round -> run.plot("read", kind.text(), Trace.PRODUCT, round));
        return List.of(
                Figure.alone(named(kind.text() + ", p50"), "ms", sample(rounds, 50), new Goal.None()),
                Figure.alone(named(kind.text() + ", p99"), "ms", sample(rounds, 99), kind.goal()));
    }

    /** What is refused while everything is cold is no figure, and no failure: until a round goes without. */
    private static void warmUp(Run run, int port, Kind kind) throws IOException {
        var time = run.plan().roundTime();
        WarmUp.run(
                run,
                "reads",
                () -> HttpLoad.run(port, WARM_UP_CONNECTIONS, time, new Pace.Greedy(), kind.requests())
                        .perSecond(OK));
        for (int round = 0; round < MOST_WARM_UP_ROUNDS; round++) {
            var answered = kind.run(run, port);
            if (answered.statuses().keySet().equals(Set.of(OK))) {
                return;
            }
            run.say("warming up: " + answered.statuses());
        }
    }

    private static Sample sample(List<Answered> rounds, int percentile) {
        return new Sample(rounds.stream()
                .map(round -> round.latencies().millis(percentile))
                .toList());
    }

    private static Name named(String metric) {
        return new Name("read", metric);
    }
}

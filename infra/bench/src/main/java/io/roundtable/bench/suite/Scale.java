package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.load.HttpLoad;
import io.roundtable.bench.load.Pace;
import io.roundtable.bench.load.Requests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures what operations cost, at a rate that a machine of two cores holds easily: nothing waits for anything else. */
final class Scale {
    private static final Pace.Steady PACE = new Pace.Steady(100);
    private static final int CONNECTIONS = 16;
    private static final double MEGABYTE = 1 << 20;

    private final Run run;
    private final Installation installation;

    Scale(Run run, Installation installation) {
        this.run = run;
        this.installation = installation;
    }

    /** Until no operation takes less CPU time than before. */
    void warmUp(Scene scene) throws IOException {
        for (var operation : Operation.values()) {
            var requests = scene.requests(operation);
            WarmUp.run(run, operation.text() + ", as many as take a second of CPU time", () -> {
                var round = round(operation, scene, requests);
                return 1e6 / round.cpu();
            });
        }
    }

    /** Costs of one size. */
    Costs costs(Scene scene) throws IOException {
        return new Costs(rounds(List.of(scene)).getFirst(), weight());
    }

    /** Of scenes that are there at the same time, in turns; the first round of each doesn't count. */
    List<Map<Operation, List<Costs.Round>>> rounds(List<Scene> scenes) throws IOException {
        var all = new ArrayList<Map<Operation, List<Costs.Round>>>();
        scenes.forEach(_ -> all.add(new EnumMap<>(Operation.class)));
        for (var operation : Operation.values()) {
            var rounds = rounds(operation, scenes);
            for (int i = 0; i < scenes.size(); i++) {
                all.get(i).put(operation, rounds.get(i));
                run.say("%s: %s".formatted(operation.text(), rounds.get(i)));
            }
        }
        return all;
    }

    private List<List<Costs.Round>> rounds(Operation operation, List<Scene> scenes) throws IOException {
        var requests = scenes.stream().map(scene -> scene.requests(operation)).toList();
        var all = scenes.stream().map(_ -> new ArrayList<Costs.Round>()).toList();
        for (int number = 0; number <= run.plan().rounds(); number++) {
            for (int i = 0; i < scenes.size(); i++) {
                var round = round(operation, scenes.get(i), requests.get(i));
                if (number > 0) {
                    all.get(i).add(round);
                }
            }
        }
        return all.stream().<List<Costs.Round>>map(List::copyOf).toList();
    }

    private Costs.Round round(Operation operation, Scene scene, Requests requests) throws IOException {
        double before = operation.cpuSeconds(installation);
        var answered = HttpLoad.run(scene.port(), CONNECTIONS, run.plan().roundTime(), PACE, requests)
                .requireAll(operation.status());
        double seconds = operation.cpuSeconds(installation) - before;
        return new Costs.Round(
                answered.latencies().millis(50),
                seconds * 1e6 / answered.latencies().count());
    }

    /** Of now. What is in RocksDB's memory is in none of it. */
    Costs.Weight weight() {
        return new Costs.Weight(
                installation.storeBytes() / MEGABYTE,
                installation.role("engine").process().heapMegabytesAfterFullCollection(),
                installation.role("api").process().heapMegabytesAfterFullCollection());
    }
}

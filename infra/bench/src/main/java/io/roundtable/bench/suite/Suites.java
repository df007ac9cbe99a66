package io.roundtable.bench.suite;

import java.util.List;
import java.util.Optional;

/** All there are. */
public final class Suites {
    /** What a short look takes: the guard of a build. */
    public static final String SMOKE = "smoke";

    private Suites() {}

    public static List<Suite> all() {
        return List.of(
                new RebuildSuite(),
                new AppendSuite(),
                new DecideSuite(),
                new DeliverSuite(),
                new ReadSuite(),
                new StartSuite(),
                new SmokeSuite());
    }

    public static Optional<Suite> named(String name) {
        return all().stream().filter(suite -> suite.name().equals(name)).findFirst();
    }
}

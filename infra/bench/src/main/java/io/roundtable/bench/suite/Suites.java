package io.roundtable.bench.suite;

import java.util.List;

/** All there are. */
public final class Suites {
    /** What a short look takes: the guard of a build. */
    public static final String SMOKE = "smoke";

    public static final String ALL = "all";

    private Suites() {}

    /**
     * In the order in which they can be run on one installation: each leaves something behind, {@code append} commands
     * that nobody has decided, and {@code start} no role.
     */
    public static List<Suite> all() {
        return List.of(
                new ReadSuite(),
                new RebuildSuite(),
                new SwitchSuite(),
                new ProjectSuite(),
                new DeliverSuite(),
                new CostSuite(),
                new ScaleSuite(),
                new DecideSuite(),
                new AppendSuite(),
                new StartSuite(),
                new SmokeSuite());
    }

    /**
     * Those of these names, in the order above; of no name, or {@code all}, all but the guard, which is a part of others.
     *
     * @throws IllegalArgumentException where there is no suite of a name
     */
    public static List<Suite> named(List<String> names) {
        var all = all();
        var known = all.stream().map(Suite::name).toList();
        for (var name : names) {
            if (!known.contains(name) && !name.equals(ALL)) {
                throw new IllegalArgumentException(
                        "there is no suite %s; there are %s, %s".formatted(name, String.join(", ", known), ALL));
            }
        }
        return names.isEmpty() || names.contains(ALL)
                ? all.stream().filter(suite -> !suite.name().equals(SMOKE)).toList()
                : all.stream().filter(suite -> names.contains(suite.name())).toList();
    }
}

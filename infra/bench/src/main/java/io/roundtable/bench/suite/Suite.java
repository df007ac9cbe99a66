package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import java.util.List;
import java.util.Optional;

/** Measures one part of the product beside what bounds it. */
public interface Suite {
    String name();

    /** In a line, for the help. */
    String measures();

    /** How much it measures where nobody says anything else. */
    default Plan usual() {
        return new Plan(10, 3, 200_000);
    }

    /** How little of it still says something, with {@code --quick}; empty where nothing does. */
    default Optional<Plan> brief() {
        return Optional.of(Plan.BRIEF);
    }

    /** Whether a brief measurement can tell if its goals are met. Most can't: servers aren't warm after some seconds. */
    default boolean isJudgedWhenBrief() {
        return false;
    }

    /**
     * Boots what it needs, measures, and stops all of it.
     *
     * @throws io.roundtable.bench.installation.BenchFailure where nothing could be measured
     */
    List<Figure> measure(Run run) throws Exception;
}

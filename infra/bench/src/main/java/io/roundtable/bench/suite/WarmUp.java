package io.roundtable.bench.suite;

import java.io.IOException;

/**
 * Repeats a load until it gets no faster. Where broker, product and load begin cold on a few cores, their compilers have
 * little time beside the code that waits for them, and what a second of it costs is still falling after minutes.
 */
final class WarmUp {
    /** Of one plan, whatever it measures; five minutes of rounds of 10 s. */
    static final int MOST_ROUNDS = 30;

    static final int BRIEF_ROUNDS = 2;

    /** So often in a row no round is faster than the fastest before by more than a twentieth. */
    private static final int STEADY_ROUNDS = 3;

    private static final double FASTER = 1.05;

    private WarmUp() {}

    /** A load of {@link Plan#roundTime}. */
    interface Round {
        double perSecond() throws IOException;
    }

    static void run(Run run, String what, Round round) throws IOException {
        int most = run.plan().isBrief() ? BRIEF_ROUNDS : MOST_ROUNDS;
        run.say("warming up: %s, until it gets no faster, %d rounds at most".formatted(what, most));
        double fastest = 0;
        int steady = 0;
        for (int i = 0; i < most && steady < STEADY_ROUNDS; i++) {
            double perSecond = round.perSecond();
            run.say("warming up: %,.0f a second".formatted(perSecond));
            steady = perSecond > fastest * FASTER ? 0 : steady + 1;
            fastest = Math.max(fastest, perSecond);
        }
    }
}

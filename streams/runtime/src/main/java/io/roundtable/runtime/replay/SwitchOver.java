package io.roundtable.runtime.replay;

import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Phase;
import io.roundtable.persistence.version.Rebuild.State;
import io.roundtable.persistence.version.Rebuild.When;
import io.roundtable.persistence.version.Rebuild.Wish;
import io.roundtable.persistence.version.Switching;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a rebuild: reads go to the new version, at once or when somebody says so. */
final class SwitchOver {

    private static final Logger log = LoggerFactory.getLogger(SwitchOver.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private static final Duration TRY_EVERY = Duration.ofSeconds(1);

    /** Looks in a row at which the new version has come no nearer, a second apart: then somebody has to look. */
    private static final int MAX_STANDING = 60;

    private final Rebuild rebuild;
    private final String schema;
    private final ReplayTools tools;
    private final Beats beats;
    private final Clock clock;

    private long nearest = Long.MAX_VALUE;
    private int standing;

    /** @param schema that is followed from now on */
    SwitchOver(Rebuild rebuild, String schema, ReplayTools tools, Beats beats, Clock clock) {
        this.rebuild = rebuild;
        this.schema = schema;
        this.tools = tools;
        this.beats = beats;
        this.clock = clock;
    }

    /**
     * Switches. Who is to say when is told only once the new version is close behind, so that it is done at once then.
     * The wish to switch stands until it is over: whoever goes on after a crash doesn't wait for another.
     *
     * @throws ReplayFailed where the new version doesn't come near
     */
    void run() {
        if (rebuild.plan().switching() == When.MANUAL && !isWished()) {
            while (!tools.switching().isNear(schema, rebuild.plan().projections()) && !isWished()) {
                comeNearer();
            }
            beats.state(State.READY);
            while (!isWished()) {
                beats.listen(LOOK_EVERY);
            }
        }
        beats.phase(Phase.SWITCHING);
        int attempts = 1;
        while (!tools.switching().to(schema, rebuild.plan().projections(), clock.instant(), Switching.PATIENCE)) {
            comeNearer();
            attempts++;
        }
        log.info("{}: {} is read from now on, after {} attempts", rebuild.id(), schema, attempts);
    }

    private void comeNearer() {
        long behind = tools.switching().behind(schema, rebuild.plan().projections());
        standing = behind < nearest ? 0 : standing + 1;
        nearest = Math.min(nearest, behind);
        if (standing >= MAX_STANDING) {
            throw new ReplayFailed(isNotLevel(behind));
        }
        beats.rest(TRY_EVERY);
        beats.hear();
    }

    private boolean isWished() {
        return beats.wish().filter(Wish.SWITCH::equals).isPresent();
    }

    private String isNotLevel(long behind) {
        return ("%s was not switched to: it is %d records behind the version that is read, and has come no nearer in"
            + " %d attempts. See infra/roundtable status for what keeps it; then run infra/roundtable replay prune and"
            + " begin again")
                .formatted(schema, behind, MAX_STANDING);
    }
}

package io.roundtable.runtime.replay;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Rebuild.Plan;
import io.roundtable.persistence.version.Rebuild.Progress;
import io.roundtable.persistence.version.Rebuild.State;
import io.roundtable.persistence.version.Rebuild.Wish;
import io.roundtable.runtime.projection.Filling;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills a schema up to given ends, again and again further; says how far it is, and rests when that is wished. */
final class Filler implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Plan plan;
    private final String schema;
    private final ReplayTools tools;
    private final Beats beats;
    private final Clock clock;
    private @Nullable Filling filling;

    Filler(Plan plan, String schema, ReplayTools tools, Beats beats, Clock clock) {
        this.plan = plan;
        this.schema = schema;
        this.tools = tools;
        this.beats = beats;
        this.clock = clock;
    }

    /**
     * Goes on from the schema's checkpoint.
     *
     * @param ends by projection and partition the offset at which it ends, exclusive
     * @return records that were to be read when it began
     * @throws ReplayFailed where the log isn't what it has to be
     */
    long fill(Map<Projection, Map<Integer, Long>> ends) {
        var pace = new Pace(System::nanoTime);
        long toRead = -1;
        while (true) {
            Filling going = going();
            going.upTo(ends);
            while (beats.wish().filter(Wish.PAUSE::equals).isEmpty()) {
                going.obstacle().ifPresent(why -> {
                    throw new ReplayFailed(why);
                });
                Progress now = progress(going, pace);
                toRead = toRead < 0 ? now.total() - now.done() : toRead;
                beats.progress(now);
                if (going.isDone()) {
                    return toRead;
                }
                beats.rest(LOOK_EVERY);
            }
            close();
            pauseUntilWanted();
        }
    }

    private Filling going() {
        if (filling == null) {
            var only = plan.workspace() == null ? null : new WorkspaceId(plan.workspace());
            var target = new Filling.Target(schema, tools.database().projection(schema), plan.projections(), only);
            filling = Filling.start(tools.settings(), target, tools.ids(), clock);
        }
        return filling;
    }

    private static Progress progress(Filling filling, Pace pace) {
        long done = 0;
        long total = 0;
        for (var point : filling.points().values()) {
            done += point.settled();
            total += point.end();
        }
        return pace.at(done, total);
    }

    private void pauseUntilWanted() {
        beats.granted(Wish.PAUSE);
        beats.state(State.PAUSED);
        while (beats.wish().filter(Wish.RESUME::equals).isEmpty()) {
            beats.rest(LOOK_EVERY);
        }
        beats.granted(Wish.RESUME);
        beats.state(State.RUNNING);
    }

    @Override
    public void close() {
        if (filling != null) {
            filling.close();
            filling = null;
        }
    }
}

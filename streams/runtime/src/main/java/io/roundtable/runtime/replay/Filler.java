package io.roundtable.runtime.replay;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Rebuild.Plan;
import io.roundtable.persistence.version.Rebuild.Progress;
import io.roundtable.persistence.version.Rebuild.Wish;
import io.roundtable.runtime.projection.Filling;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills a schema up to given ends, again and again further; says how far it is, and rests when that is wished. */
final class Filler implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** That something keeps it from going on, before it is given up. */
    private static final Duration LONGEST_TROUBLE = Duration.ofMinutes(5);

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
     * Goes on from the schema's checkpoint; rests where that is wished.
     *
     * @param ends by projection and partition the offset at which it ends, exclusive
     * @return records that were to be read when it began
     * @throws ReplayFailed where the log isn't what it has to be, or nothing goes on for {@link #LONGEST_TROUBLE}
     */
    long fill(Map<Projection, Map<Integer, Long>> ends) {
        var reading = new Reading();
        while (true) {
            pauseIfWished();
            going().upTo(ends);
            while (!isPauseWished()) {
                if (reading.isDone()) {
                    return reading.toRead;
                }
                beats.rest(LOOK_EVERY);
            }
        }
    }

    /**
     * As {@link #fill(Map)}, but never rests: somebody holds on to something meanwhile.
     *
     * @return whether it came there in time
     */
    boolean fillWithin(Duration longest, Map<Projection, Map<Integer, Long>> ends) {
        var reading = new Reading();
        long begun = System.nanoTime();
        going().upTo(ends);
        while (!reading.isDone()) {
            if (System.nanoTime() - begun > longest.toNanos()) {
                return false;
            }
            beats.rest(LOOK_EVERY);
        }
        return true;
    }

    /** Rests where that is wished; it holds on to nothing meanwhile. */
    void pauseIfWished() {
        if (isPauseWished()) {
            close();
            beats.pause();
        }
    }

    private boolean isPauseWished() {
        return beats.wish().filter(Wish.PAUSE::equals).isPresent();
    }

    /** One filling as it goes on. */
    private final class Reading {

        private final Pace pace = new Pace(System::nanoTime);
        private final Standstill standstill = new Standstill(LONGEST_TROUBLE, System::nanoTime);
        private long toRead = -1;

        boolean isDone() {
            Filling now = going();
            now.obstacle().ifPresent(why -> {
                throw new ReplayFailed(why);
            });
            Progress progress = progress(now, pace);
            toRead = toRead < 0 ? progress.total() - progress.done() : toRead;
            beats.progress(progress);
            beats.trouble(now.trouble());
            standstill.givenUp(progress.done(), now.trouble()).ifPresent(why -> {
                throw new ReplayFailed(why);
            });
            return now.isDone();
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

    @Override
    public void close() {
        if (filling != null) {
            filling.close();
            filling = null;
            beats.trouble(null);
        }
    }
}

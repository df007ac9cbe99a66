package io.roundtable.runtime.replay;

import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Phase;
import io.roundtable.persistence.version.Rebuild.Progress;
import io.roundtable.persistence.version.Rebuild.State;
import io.roundtable.persistence.version.Rebuild.Wish;
import io.roundtable.persistence.version.Rebuilds;
import io.roundtable.persistence.version.Rebuilds.Lost;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says twice a second that a worker is at its rebuild and how far, and hears what is wished meanwhile. */
final class Beats implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Beats.class);

    private static final long EVERY_MS = 500;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Rebuilds rebuilds;
    private final Rebuild rebuild;
    private final String worker;
    private final Clock clock;
    private final CountDownLatch closing;
    private final ScheduledExecutorService beating;
    private volatile State state;
    private volatile Phase phase;
    private volatile @Nullable Progress progress;
    private volatile @Nullable Wish wish;
    private volatile @Nullable Lost lost;
    private volatile @Nullable String trouble;

    Beats(Rebuilds rebuilds, Rebuild rebuild, String worker, Clock clock, CountDownLatch closing) {
        this.rebuilds = rebuilds;
        this.rebuild = rebuild;
        this.worker = worker;
        this.clock = clock;
        this.closing = closing;
        this.state = rebuild.status().state();
        this.phase = rebuild.status().phase();
        this.progress = rebuild.status().progress();
        this.wish = rebuild.status().wish();
        this.beating = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("replay-beats").daemon().factory());
        var _ = beating.scheduleWithFixedDelay(this::tryToBeat, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void tryToBeat() {
        try {
            beat();
        } catch (Lost e) {
            lost = e;
        } catch (DataAccessException e) {
            log.info("{} can't say how far it is: {}", rebuild.id(), e.toString());
        }
    }

    private synchronized void beat() {
        wish = rebuilds.beat(rebuild.id(), worker, clock.instant(), state, phase, progress)
                .orElse(null);
    }

    /**
     * A phase begins, unless nobody wants it any longer.
     *
     * @throws Lost where another worker has the rebuild
     * @throws Cancelled where that is wished
     */
    void phase(Phase begun) {
        phase = begun;
        progress = null;
        if (state != State.PAUSED || wish != Wish.PAUSE) {
            state = State.RUNNING;
        }
        hear();
    }

    /**
     * Asks what is wished by now.
     *
     * @throws Lost where another worker has the rebuild
     * @throws Cancelled where that is wished
     */
    void hear() {
        beat();
        check();
    }

    void state(State now) {
        state = now;
        beat();
    }

    void progress(Progress now) {
        progress = now;
    }

    /** What it waits for, or tries again after; null where it goes on. */
    void trouble(@Nullable String now) {
        trouble = now;
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    /**
     * Rests until somebody lets it go on. The wish to pause stands as long, so that whoever goes on after a crash rests
     * too.
     */
    void pause() {
        state(State.PAUSED);
        while (wish != Wish.RESUME) {
            rest(LOOK_EVERY);
        }
        granted(Wish.RESUME);
        state(State.RUNNING);
    }

    private synchronized void granted(Wish carriedOut) {
        rebuilds.granted(rebuild.id(), carriedOut);
        wish = null;
    }

    /**
     * Waits a moment and asks what is wished by then, without saying anything: for who has nothing else to do, and is
     * to begin soon after the wish.
     *
     * @throws Lost where another worker has the rebuild
     * @throws Stopping where this process is asked to end
     * @throws Cancelled where that is wished
     */
    void listen(Duration moment) {
        rest(moment);
        try {
            ask();
        } catch (DataAccessException e) {
            log.info("{} can't ask what is wished: {}", rebuild.id(), e.toString());
        }
        check();
    }

    private synchronized void ask() {
        wish = rebuilds.wish(rebuild.id()).orElse(null);
    }

    /** What is wished, and not carried out yet. */
    Optional<Wish> wish() {
        return Optional.ofNullable(wish);
    }

    /**
     * Waits a moment.
     *
     * @throws Lost where another worker has the rebuild
     * @throws Stopping where this process is asked to end
     * @throws Cancelled where that is wished
     */
    void rest(Duration moment) {
        check();
        try {
            if (closing.await(moment.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Stopping();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopping();
        }
        check();
    }

    /**
     * @throws Lost where another worker has the rebuild
     * @throws Cancelled where that is wished
     */
    void check() {
        Lost other = lost;
        if (other != null) {
            throw other;
        }
        if (wish == Wish.CANCEL) {
            throw new Cancelled();
        }
    }

    @Override
    public void close() {
        beating.shutdownNow();
    }
}

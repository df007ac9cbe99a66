package io.roundtable.http.consistency;

import io.roundtable.http.consistency.TokenReader.Formers;
import io.roundtable.persistence.query.FormerLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs that were restored into this one, as the database had them a while ago; whoever reads them here never waits.
 * They are asked for by one thread at a time, and at most every 10 s: they change seldom, and tokens that somebody has
 * made up may come often.
 */
final class KnownFormers {

    private static final Logger log = LoggerFactory.getLogger(KnownFormers.class);
    private static final long ASKED_NANOS = Duration.ofSeconds(10).toNanos();

    private final Formers formers;
    private final Executor asking;
    private final AtomicBoolean isAsking = new AtomicBoolean();
    private volatile long askedNanos = System.nanoTime() - ASKED_NANOS;
    private volatile @Nullable List<FormerLog> known;

    /** @param asking does what waits for the database */
    KnownFormers(Formers formers, Executor asking) {
        this.formers = formers;
        this.asking = asking;
    }

    /** Null as long as they couldn't be asked for. */
    @Nullable
    List<FormerLog> all() {
        return known;
    }

    /** Asks for them afresh, elsewhere, unless that is under way or was done a moment ago. */
    void refresh() {
        if (System.nanoTime() - askedNanos < ASKED_NANOS || !isAsking.compareAndSet(false, true)) {
            return;
        }
        askedNanos = System.nanoTime();
        try {
            asking.execute(this::ask);
        } catch (RejectedExecutionException e) {
            isAsking.set(false);
            log.debug("this node is closing", e);
        }
    }

    private void ask() {
        try {
            known = List.copyOf(formers.all());
        } catch (DataAccessException e) {
            log.warn("logs that were restored can't be asked for; what was known of them stays: {}", e.toString());
        } finally {
            isAsking.set(false);
        }
    }
}

package io.roundtable.http.feed;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.ReadModel;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.query.BlocksOfWorkspace;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Versions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Which blocks of the log have events of a workspace, as far as the tables have come. */
@Singleton
final class FeedIndex implements WorkspaceEvents.Index {

    private static final int RETRY_AFTER_SECONDS = 60;

    /** Another version is read once an operator says so, and it has all that this release makes, but for a rollback. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);

    private final BlocksOfWorkspace blocks;
    private final Versions versions;
    private final LogLayout layout;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile long goodUntilNanos = System.nanoTime();

    FeedIndex(ReadModel model, Database database, LogLayout layout) {
        this.blocks = new BlocksOfWorkspace(model.sql());
        this.versions = new Versions(database);
        this.layout = layout;
    }

    @Override
    public long reflected(WorkspaceId workspace) {
        return blocks.reflected(layout.partitionOf(workspace));
    }

    @Override
    public List<Long> between(WorkspaceId workspace, long from, long to, boolean descending) {
        return blocks.between(workspace, from, to, descending);
    }

    /**
     * Asks once for all who come at the same time, and for those of the next seconds.
     *
     * @throws ProblemException where tables are read that an earlier release has filled, without blocks
     */
    void check() {
        if (isGood()) {
            return;
        }
        asking.lock();
        try {
            if (!isGood()) {
                ask();
            }
        } finally {
            asking.unlock();
        }
    }

    private boolean isGood() {
        return System.nanoTime() - goodUntilNanos < 0;
    }

    private void ask() {
        if (versions.active(Projection.EVENTS).isOutdated()) {
            throw ProblemException.later(
                    ProblemCode.NOT_CAUGHT_UP,
                    "The tables are an earlier release's; its operator has to rebuild them first.",
                    RETRY_AFTER_SECONDS);
        }
        goodUntilNanos = System.nanoTime() + GOOD_FOR.toNanos();
    }
}

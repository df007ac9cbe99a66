package io.roundtable.app.role;

import io.roundtable.runtime.RoleStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A role that is asked how it is on a thread of its own, one question at a time: who comes while one is open waits for
 * its answer. One that doesn't answer, or fails, isn't ready.
 */
final class AskedRole {

    private static final Logger log = LoggerFactory.getLogger(AskedRole.class);

    private final String name;
    private final Supplier<List<RoleStatus>> status;
    private final Clock clock;
    private @Nullable FutureTask<List<RoleStatus>> asked;
    private Instant since = Instant.EPOCH;

    AskedRole(String name, Supplier<List<RoleStatus>> status, Clock clock) {
        this.name = name;
        this.status = status;
        this.clock = clock;
    }

    String name() {
        return name;
    }

    /** Without waiting. */
    void ask() {
        var _ = question();
    }

    private synchronized FutureTask<List<RoleStatus>> question() {
        FutureTask<List<RoleStatus>> open = asked;
        if (open != null && !open.isDone()) {
            return open;
        }
        var question = new FutureTask<>(status::get);
        asked = question;
        since = clock.instant();
        Thread.ofVirtual().name("ask-" + name).start(question);
        return question;
    }

    /** @param nanos how long to wait for it; none where it isn't more than 0 */
    List<RoleStatus> answer(long nanos) {
        try {
            return current().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            log.warn("the {} doesn't say how it is", name, e);
            return silent("doesn't say how it is");
        } catch (ExecutionException e) {
            log.warn("the {} can't say how it is", name, e);
            return silent("can't say how it is: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return silent("was not waited for");
        }
    }

    private synchronized FutureTask<List<RoleStatus>> current() {
        return asked == null ? question() : asked;
    }

    private synchronized List<RoleStatus> silent(String detail) {
        return List.of(new RoleStatus("status", false, null, since, detail, "read its log; check that Kafka is up"));
    }
}

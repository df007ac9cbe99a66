package io.roundtable.runtime.replay;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuild.State;
import io.roundtable.persistence.version.Rebuilds.Lost;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.projection.Projector.TopicIds;
import io.roundtable.runtime.projection.ProjectorSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out rebuilds that were asked for, one after the other. Several workers may run: one has a rebuild at a time,
 * and when it is gone another goes on from the checkpoint of what is filled.
 */
public final class ReplayWorker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReplayWorker.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(3);
    private static final Duration CLOSE = Duration.ofSeconds(15);

    private final String name = UUID.randomUUID().toString();
    private final ReplayTools tools;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Attempts attempts = new Attempts();
    private volatile Doing doing;
    private volatile @Nullable Beats current;

    private record Doing(String what, Instant since, boolean isWell) {}

    private ReplayWorker(ReplayTools tools, Clock clock) {
        this.tools = tools;
        this.clock = clock;
        this.doing = new Doing("nothing to be done", clock.instant(), true);
        this.thread = Thread.ofPlatform().name("replay").daemon().unstarted(this::run);
    }

    /** @param database of its own, whose statements may take an hour */
    public static ReplayWorker start(ProjectorSettings settings, Database database, TopicIds ids, Clock clock) {
        var admin = Admin.create(settings.kafka().with(Map.of()));
        var worker = new ReplayWorker(new ReplayTools(settings, database, ids, admin, clock), clock);
        worker.thread.start();
        return worker;
    }

    private void run() {
        var pause = LOOK_EVERY;
        while (!isClosing(pause)) {
            try {
                tools.rebuilds().claim(name, clock.instant()).ifPresent(this::carryOut);
                pause = LOOK_EVERY;
                doing("nothing to be done", true);
            } catch (DataAccessException | KafkaException e) {
                log.warn("the replay waits: {}", e.toString());
                doing("waits: " + e.getMessage(), false);
                pause = AGAIN_AFTER;
            } catch (RuntimeException e) {
                log.error("the replay can't go on", e);
                doing("can't go on: " + e, false);
                pause = AGAIN_AFTER;
            }
        }
    }

    private void carryOut(Rebuild rebuild) {
        log.info(
                "{} of {}: goes on with {}",
                rebuild.plan().kind(),
                rebuild.plan().projections(),
                rebuild.id());
        doing(rebuild.id() + " " + rebuild.plan().kind().wire(), true);
        attempts.begin(rebuild);
        try (var beats = new Beats(tools.rebuilds(), rebuild, name, clock, closing)) {
            current = beats;
            tools.sweep(rebuild);
            end(rebuild, beats);
        } catch (Lost e) {
            log.info("{}", e.getMessage());
        } catch (Stopping e) {
            log.info("{} rests until somebody goes on with it", rebuild.id());
        } catch (RuntimeException e) {
            if (!attempts.areOver()) {
                throw e;
            }
            giveUp(rebuild, e);
        } finally {
            current = null;
            tools.rebuilds().release(rebuild.id(), name);
        }
    }

    /** However it ends, it can be ended so again: by whoever goes on where this was killed. */
    private void end(Rebuild rebuild, Beats beats) {
        var rebuilds = tools.rebuilds();
        try {
            run(rebuild, beats);
            rebuilds.end(rebuild.id(), State.DONE, null, clock.instant());
        } catch (Cancelled e) {
            discard(rebuild);
            rebuilds.end(rebuild.id(), State.CANCELLED, null, clock.instant());
        } catch (ReplayFailed e) {
            log.warn("{} has failed: {}", rebuild.id(), e.getMessage());
            rebuilds.failing(rebuild.id(), e.getMessage());
            if (rebuild.plan().kind() != Kind.REBUILD) {
                discard(rebuild);
            }
            rebuilds.end(rebuild.id(), State.FAILED, e.getMessage(), clock.instant());
        }
    }

    private void run(Rebuild rebuild, Beats beats) {
        String failure = rebuild.status().failure();
        if (failure != null) {
            throw new ReplayFailed(failure);
        }
        if (rebuild.plan().kind().isOfThePast()) {
            new PastJob(rebuild, tools, beats, clock).run();
        } else {
            new ReplayJob(rebuild, tools, beats, clock).run();
        }
    }

    private void discard(Rebuild rebuild) {
        tools.discard(tools.rebuilds().find(rebuild.id()).orElseThrow());
    }

    /** What it has made may be what it fails at: of a rebuild that is left for pruning, of others for the next work. */
    private void giveUp(Rebuild rebuild, RuntimeException last) {
        log.error("{} is given up", rebuild.id(), last);
        String why = "given up after %d attempts that came no further, the last for: %s".formatted(Attempts.MOST, last);
        if (rebuild.plan().kind() != Kind.REBUILD) {
            try {
                discard(rebuild);
            } catch (DataAccessException e) {
                log.warn("what {} has made can't be dropped now: {}", rebuild.id(), e.toString());
            }
        }
        tools.rebuilds().end(rebuild.id(), State.FAILED, why, clock.instant());
    }

    private void doing(String what, boolean isWell) {
        if (!doing.what().equals(what)) {
            doing = new Doing(what, clock.instant(), isWell);
        }
    }

    private boolean isClosing(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** How it is. Requests are answered whether it is at work or not. */
    public List<RoleStatus> status() {
        var now = doing;
        var beats = current;
        String trouble = beats == null ? null : beats.trouble();
        boolean lives = thread.isAlive() && now.isWell() && trouble == null;
        String action = lives ? null : "it tries again by itself; if it stays so, see its log, Kafka and the database";
        String what = trouble == null ? now.what() : now.what() + ", waits: " + trouble;
        return List.of(new RoleStatus("replay", lives, null, now.since(), what, action).awaitedByNobody());
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tools.close();
    }
}

package io.roundtable.http.access;

import io.roundtable.http.command.CommandLog;
import io.roundtable.http.command.Replies;
import io.roundtable.http.consistency.ProjectionProgress;
import io.roundtable.http.log.TailState;
import io.roundtable.http.operations.ReadinessSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this node can take commands and tell what became of them; reads may fail without it being unready. */
@Singleton
final class ApiReadiness implements ReadinessSource {

    private static final Logger log = LoggerFactory.getLogger(ApiReadiness.class);
    private static final String ROLE = "api";
    private static final String KAFKA = "check that Kafka is up and reachable from this node";

    private final CommandLog commands;
    private final Replies replies;
    private final EventTail events;
    private final ProjectionProgress.Checkpoints checkpoints;
    private final Since since;

    ApiReadiness(
            CommandLog commands,
            Replies replies,
            EventTail events,
            ProjectionProgress.Checkpoints checkpoints,
            Clock clock) {
        this.commands = commands;
        this.replies = replies;
        this.events = events;
        this.checkpoints = checkpoints;
        this.since = new Since(clock);
    }

    @Override
    public List<Part> parts() {
        return List.of(producer(), tail("replies", replies.state()), tail("events", events.state()), database());
    }

    private Part producer() {
        Status status = commands.isReachable() ? Status.READY : Status.NOT_READY;
        String detail = status == Status.READY ? "the log takes commands" : "the log can't be reached";
        return part("producer", status, null, detail, status == Status.READY ? null : KAFKA);
    }

    private Part tail(String name, TailState state) {
        String failures = state.failures() == 0 ? "" : "; records that couldn't be handled: " + state.failures();
        if (!state.running()) {
            return part(name, Status.NOT_READY, state.lag(), "follows no more" + failures, "restart this node");
        }
        if (state.silence().compareTo(TailState.MAX_SILENCE) > 0) {
            String detail = "no broker has answered for " + state.silence().toSeconds() + " s" + failures;
            return part(name, Status.NOT_READY, state.lag(), detail, KAFKA);
        }
        if (!state.isFollowing()) {
            String detail = "is behind the end of the log" + failures;
            return part(name, Status.NOT_READY, state.lag(), detail, "wait; if the lag grows, add nodes");
        }
        return part(name, Status.READY, state.lag(), "follows " + name + failures, null);
    }

    private Part database() {
        try {
            var _ = checkpoints.read();
            return part("database", Status.READY, null, "answers reads", null);
        } catch (org.jooq.exception.DataAccessException e) {
            log.warn("the database can't be read: {}", e.toString());
            return part(
                    "database",
                    Status.DEGRADED,
                    null,
                    "can't be read: reads are answered 503, writes go on",
                    "check that PostgreSQL is up and reachable from this node");
        }
    }

    private Part part(String name, Status status, @Nullable Long lag, String detail, @Nullable String action) {
        return new Part(ROLE, name, status, lag, since.of(name, status), detail, action);
    }

    /** When each part became what it is, as far as it has been asked. */
    private static final class Since {

        private final Map<String, Change> changes = new ConcurrentHashMap<>();
        private final Clock clock;

        Since(Clock clock) {
            this.clock = clock;
        }

        private record Change(Status to, Instant at) {}

        Instant of(String part, Status status) {
            var now = new Change(status, clock.instant());
            return changes.merge(part, now, (before, after) -> before.to() == after.to() ? before : after)
                    .at();
        }
    }
}

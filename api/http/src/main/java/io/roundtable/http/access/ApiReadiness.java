package io.roundtable.http.access;

import io.roundtable.http.command.CommandLog;
import io.roundtable.http.command.Replies;
import io.roundtable.http.consistency.ProjectionProgress;
import io.roundtable.http.operations.ReadinessSource;
import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this node can take commands and tell what became of them; reads may fail without it being unready. */
@Singleton
final class ApiReadiness implements ReadinessSource {

    private static final Logger log = LoggerFactory.getLogger(ApiReadiness.class);
    private static final String ROLE = "api";

    private final CommandLog commands;
    private final Replies replies;
    private final EventTail events;
    private final ProjectionProgress.Checkpoints checkpoints;

    ApiReadiness(CommandLog commands, Replies replies, EventTail events, ProjectionProgress.Checkpoints checkpoints) {
        this.commands = commands;
        this.replies = replies;
        this.events = events;
        this.checkpoints = checkpoints;
    }

    @Override
    public List<Part> parts() {
        return List.of(
                part("producer", commands.isReachable(), "the log takes commands", "the log can't be reached"),
                part("replies", replies.isFollowing(), "follows replies", "can't read replies"),
                part("events", events.isFollowing(), "follows events", "can't read events"),
                database());
    }

    private static Part part(String name, boolean ready, String well, String ill) {
        return new Part(
                ROLE,
                name,
                ready ? Status.READY : Status.NOT_READY,
                null,
                null,
                ready ? well : ill,
                ready ? null : "check that Kafka is up and reachable from this node");
    }

    private Part database() {
        try {
            var _ = checkpoints.read();
            return new Part(ROLE, "database", Status.READY, null, null, "answers reads", null);
        } catch (org.jooq.exception.DataAccessException e) {
            log.warn("the database can't be read", e);
            return new Part(
                    ROLE,
                    "database",
                    Status.DEGRADED,
                    null,
                    null,
                    "can't be read: reads are answered 503, writes go on",
                    "check that PostgreSQL is up and reachable from this node");
        }
    }
}

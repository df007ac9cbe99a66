package io.roundtable.http.consistency;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.Principal;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.log.LogLayout;
import jakarta.inject.Singleton;
import java.util.Map;

/** Lets a read through once the tables hold what its client, or any client of this node, has seen. */
@Singleton
public final class ReadGate {

    private final TokenReader tokens;
    private final LogLayout layout;
    private final Seen seen;
    private final ProjectionProgress progress;
    private final HttpSettings settings;

    ReadGate(TokenReader tokens, LogLayout layout, Seen seen, ProjectionProgress progress, HttpSettings settings) {
        this.tokens = tokens;
        this.layout = layout;
        this.seen = seen;
        this.progress = progress;
        this.settings = settings;
    }

    /** Waits for what concerns one workspace; blocks. */
    public void await(HttpRequest<?> request, WorkspaceId workspace) {
        progress.await(layout.partitionOf(workspace), shown(request, workspace), settings.readWait());
    }

    /** The sequence of the workspace's partition up to which its client, or any client of this node, has seen it. */
    public long shown(HttpRequest<?> request, WorkspaceId workspace) {
        int partition = layout.partitionOf(workspace);
        String token = request.getHeaders().get(ConsistencyToken.HEADER);
        if (token == null) {
            return seen.sequence(partition);
        }
        var wanted = tokens.read(token).sequences();
        return Math.max(seen.sequence(partition), wanted.getOrDefault(partition, 0L));
    }

    /**
     * Waits for what the caller has seen of any workspace, by its token or by what this node has told it; blocks, for
     * no longer than a read of one workspace.
     */
    public void awaitAll(HttpRequest<?> request, UserId caller) {
        var deadline = Deadline.in(settings.readWait());
        String token = request.getHeaders().get(ConsistencyToken.HEADER);
        Map<Integer, Long> shown = token == null ? Map.of() : tokens.read(token).sequences();
        Seen.furthest(shown, seen.by(Principal.user(caller)))
                .forEach((partition, sequence) -> progress.await(partition, sequence, deadline.left()));
    }

    /** @throws io.roundtable.http.problem.ProblemException where the request presents a token that isn't one */
    public void check(HttpRequest<?> request) {
        String token = request.getHeaders().get(ConsistencyToken.HEADER);
        if (token != null) {
            var _ = tokens.read(token);
        }
    }

    /** Waits for a sequence that this node knows of, as long as whoever asked does; blocks. */
    public void await(WorkspaceId workspace, long sequence, Deadline deadline) {
        progress.await(layout.partitionOf(workspace), sequence, deadline.left(settings.readWait()));
    }

    /** Waits for a sequence that this node knows of; blocks. */
    public void await(WorkspaceId workspace, long sequence) {
        progress.await(layout.partitionOf(workspace), sequence, settings.readWait());
    }
}

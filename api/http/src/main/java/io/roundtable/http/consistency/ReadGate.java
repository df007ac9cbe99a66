package io.roundtable.http.consistency;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.log.LogLayout;
import jakarta.inject.Singleton;

/** Lets a read through once the tables hold what its client, or any client of this node, has seen. */
@Singleton
public final class ReadGate {

    private final LogLayout layout;
    private final Seen seen;
    private final ProjectionProgress progress;
    private final HttpSettings settings;

    ReadGate(LogLayout layout, Seen seen, ProjectionProgress progress, HttpSettings settings) {
        this.layout = layout;
        this.seen = seen;
        this.progress = progress;
        this.settings = settings;
    }

    /** Waits for what concerns one workspace; blocks. */
    public void await(HttpRequest<?> request, WorkspaceId workspace) {
        int partition = layout.partitionOf(workspace);
        long sequence = seen.sequence(partition);
        String token = request.getHeaders().get(ConsistencyToken.HEADER);
        if (token != null) {
            var wanted = ConsistencyToken.parse(token, layout).sequences();
            sequence = Math.max(sequence, wanted.getOrDefault(partition, 0L));
        }
        progress.await(partition, sequence, settings.readWait());
    }

    /** Waits for what concerns any workspace; blocks. */
    public void awaitAll(HttpRequest<?> request) {
        String token = request.getHeaders().get(ConsistencyToken.HEADER);
        var wanted = token == null
                ? java.util.Map.<Integer, Long>of()
                : ConsistencyToken.parse(token, layout).sequences();
        for (int partition = 0; partition < layout.partitions().count(); partition++) {
            long sequence = Math.max(seen.sequence(partition), wanted.getOrDefault(partition, 0L));
            progress.await(partition, sequence, settings.readWait());
        }
    }

    /** @throws io.roundtable.http.problem.ProblemException where the request presents a token that isn't one */
    public void check(HttpRequest<?> request) {
        String token = request.getHeaders().get(ConsistencyToken.HEADER);
        if (token != null) {
            var _ = ConsistencyToken.parse(token, layout);
        }
    }

    /** Waits for a sequence that this node knows of; blocks. */
    public void await(WorkspaceId workspace, long sequence) {
        progress.await(layout.partitionOf(workspace), sequence, settings.readWait());
    }
}

package io.roundtable.http.consistency;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.log.LogLayout;
import jakarta.inject.Singleton;

/** Makes the tokens that answers carry. */
@Singleton
public final class Tokens {

    private final LogLayout layout;
    private final ProjectionProgress.Checkpoints checkpoints;

    Tokens(LogLayout layout, ProjectionProgress.Checkpoints checkpoints) {
        this.layout = layout;
        this.checkpoints = checkpoints;
    }

    /** For an answer about one workspace. */
    public String of(WorkspaceId workspace, long sequence) {
        return ConsistencyToken.of(layout.position(workspace, sequence)).toString();
    }

    /** For an answer about many; read it before the rows, so that it never promises more than they show. */
    public String ofAll() {
        var sequences = checkpoints.read();
        return new ConsistencyToken(layout.eventsTopicId(), sequences.isEmpty() ? java.util.Map.of(0, 0L) : sequences)
                .toString();
    }
}

package io.roundtable.persistence.query;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.persistence.jooq.projection.tables.records.WorkspaceCountRecord;
import io.roundtable.persistence.jooq.projection.tables.records.WorkspaceRecord;
import java.util.Locale;

/** Rows as what is shown of them. */
final class WorkspaceRows {

    private WorkspaceRows() {}

    static WorkspaceView view(WorkspaceRecord row) {
        return new WorkspaceView(
                new WorkspaceId(row.getWorkspaceId()),
                row.getName(),
                row.getDescription(),
                new RawJson(row.getSettings().data()),
                row.getIsActive(),
                new Stamp(
                        row.getCreatedAt(),
                        row.getUpdatedAt(),
                        row.getVersion(),
                        row.getPartition(),
                        row.getSequence()));
    }

    static Counts counts(WorkspaceCountRecord row) {
        return new Counts(row.getMembers(), row.getSandboxes(), row.getMessages());
    }

    static Role role(String wire) {
        return Role.valueOf(wire.toUpperCase(Locale.ROOT));
    }
}

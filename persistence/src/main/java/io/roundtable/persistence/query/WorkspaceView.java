package io.roundtable.persistence.query;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * A workspace.
 *
 * @param settings as they stand on the wire
 * @param active false once it is archived
 */
public record WorkspaceView(
        WorkspaceId workspaceId,
        String name,
        @Nullable String description,
        RawJson settings,
        boolean active,
        Stamp stamp) {}

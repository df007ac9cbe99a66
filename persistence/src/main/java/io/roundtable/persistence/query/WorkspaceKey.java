package io.roundtable.persistence.query;

import io.roundtable.contract.WorkspaceId;
import java.time.Instant;

/** The place of a workspace in a user's list: by creation, whatever partition it is in. */
public record WorkspaceKey(Instant createdAt, WorkspaceId workspaceId) {}

package io.roundtable.http.inbox;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;

/** Whose inbox. */
record InboxKey(WorkspaceId workspace, SandboxId sandbox) {}

package io.roundtable.persistence.query;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The webhook of a sandbox, without its secrets.
 *
 * @param maxInFlight most attempts at a time
 * @param disabledReason null where it is enabled
 * @param lastError of the last attempt that failed, since it was set or enabled
 */
public record WebhookView(
        WorkspaceId workspaceId,
        SandboxId sandboxId,
        String url,
        int maxInFlight,
        boolean enabled,
        @Nullable String disabledReason,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        Stamp stamp) {}

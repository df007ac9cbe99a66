package io.roundtable.persistence.identity;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;

/**
 * Whose secrets they are.
 *
 * @param id the sandbox whose webhook it is, or a subscription: 1–64 characters
 */
public record WebhookEndpoint(WorkspaceId workspace, String id) {

    public WebhookEndpoint {
        if (id.isEmpty() || id.length() > 64) {
            throw new IllegalArgumentException("An endpoint's id has 1 to 64 characters: " + id);
        }
    }

    public static WebhookEndpoint of(WorkspaceId workspace, SandboxId sandbox) {
        return new WebhookEndpoint(workspace, sandbox.value());
    }

    public static WebhookEndpoint of(WorkspaceId workspace, SubscriptionId subscription) {
        return new WebhookEndpoint(workspace, subscription.value());
    }
}

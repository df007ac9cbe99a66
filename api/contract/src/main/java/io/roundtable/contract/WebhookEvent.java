package io.roundtable.contract;

import io.roundtable.contract.delivery.DisabledReason;

/** What has happened to the webhook of a sandbox. Its secrets are no events. */
public sealed interface WebhookEvent extends Event {

    SandboxId sandboxId();

    @Override
    default String subject() {
        return sandboxId().value();
    }

    /**
     * Messages are sent there from now on.
     *
     * @param url http or https
     * @param maxInFlight most attempts at a time
     */
    record WebhookSet(WorkspaceId workspaceId, SandboxId sandboxId, String url, int maxInFlight)
            implements WebhookEvent {

        public WebhookSet {
            check(workspaceId, sandboxId).required("url", url).done();
        }
    }

    /** Messages wait in the inbox again. */
    record WebhookRemoved(WorkspaceId workspaceId, SandboxId sandboxId) implements WebhookEvent {

        public WebhookRemoved {
            check(workspaceId, sandboxId).done();
        }
    }

    /** Messages are sent again. */
    record WebhookEnabled(WorkspaceId workspaceId, SandboxId sandboxId) implements WebhookEvent {

        public WebhookEnabled {
            check(workspaceId, sandboxId).done();
        }
    }

    /** Messages wait in the inbox until somebody decides about the webhook. */
    record WebhookDisabled(WorkspaceId workspaceId, SandboxId sandboxId, DisabledReason reason)
            implements WebhookEvent {

        public WebhookDisabled {
            check(workspaceId, sandboxId).required("reason", reason).done();
        }
    }

    private static Check check(WorkspaceId workspaceId, SandboxId sandboxId) {
        return new Check().required("workspace_id", workspaceId).required("sandbox_id", sandboxId);
    }
}

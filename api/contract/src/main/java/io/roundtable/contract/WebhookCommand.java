package io.roundtable.contract;

/** Commands about the webhook of a sandbox: where its messages are sent to, instead of being waited for. */
public sealed interface WebhookCommand extends Command {

    SandboxId sandboxId();

    @Override
    default String subject() {
        return sandboxId().value();
    }

    /**
     * Has messages sent there from now on, whatever was set before and even if that was disabled.
     *
     * @param url http or https, at most 2,048 characters
     * @param maxInFlight most attempts at a time, 1 to 100
     */
    record SetWebhook(WorkspaceId workspaceId, SandboxId sandboxId, String url, int maxInFlight)
            implements WebhookCommand {

        public static final int DEFAULT_IN_FLIGHT = 4;

        public SetWebhook {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("url", url)
                    .text("url", url, 1, 2_048)
                    .range("max_in_flight", maxInFlight, 1, 100)
                    .done();
        }
    }

    /** Has messages wait in the inbox again. */
    record RemoveWebhook(WorkspaceId workspaceId, SandboxId sandboxId) implements WebhookCommand {

        public RemoveWebhook {
            check(workspaceId, sandboxId);
        }
    }

    /** Has messages sent again after the webhook was disabled. */
    record EnableWebhook(WorkspaceId workspaceId, SandboxId sandboxId) implements WebhookCommand {

        public EnableWebhook {
            check(workspaceId, sandboxId);
        }
    }

    private static void check(WorkspaceId workspaceId, SandboxId sandboxId) {
        new Check()
                .required("workspace_id", workspaceId)
                .required("sandbox_id", sandboxId)
                .done();
    }
}

package io.roundtable.contract;

/** What a client, a timer or a courier wants done; in the imperative. A command has checked itself when it exists. */
public sealed interface Command
        permits WorkspaceCommand, SandboxCommand, MessageCommand, DeliveryCommand, WebhookCommand, SubscriptionCommand {

    /** The workspace whose log the command goes to; its key on the topic. */
    WorkspaceId workspaceId();

    /** The id of what the command is about: its CloudEvents subject. */
    String subject();
}

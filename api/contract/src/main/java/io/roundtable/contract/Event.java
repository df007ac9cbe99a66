package io.roundtable.contract;

import org.jspecify.annotations.Nullable;

/** What has happened, in the past tense. An event is never refused and never changed. */
public sealed interface Event
        permits WorkspaceEvent, SandboxEvent, MessageEvent, DeliveryEvent, WebhookEvent, SubscriptionEvent {

    WorkspaceId workspaceId();

    /** The id of what it happened to: its CloudEvents subject. */
    String subject();

    /** What it belongs to, where whoever began it said so. */
    default @Nullable String correlationId() {
        return null;
    }
}

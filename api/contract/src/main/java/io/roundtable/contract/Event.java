package io.roundtable.contract;

/** What has happened, in the past tense. An event is never refused and never changed. */
public sealed interface Event permits WorkspaceEvent, SandboxEvent, MessageEvent {

    WorkspaceId workspaceId();

    /** The id of what it happened to: its CloudEvents subject. */
    String subject();
}

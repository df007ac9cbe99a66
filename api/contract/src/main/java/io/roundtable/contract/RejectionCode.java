package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why the engine refuses a command. The codes are stable. */
public enum RejectionCode {
    FORBIDDEN(false),
    WORKSPACE_NOT_FOUND(true),
    WORKSPACE_EXISTS(true),
    WORKSPACE_ARCHIVED(true),
    MEMBER_NOT_FOUND(true),
    LAST_OWNER(true),
    SANDBOX_NOT_FOUND(true),
    SANDBOX_EXISTS(true),
    ILLEGAL_TRANSITION(true),
    SENDER_NOT_FOUND(true),
    RECIPIENT_NOT_FOUND(true),
    NO_RECIPIENTS(true),
    TOO_MANY_RECIPIENTS(true),
    BROADCAST_TOO_LARGE(true),
    MESSAGE_EXISTS(true),
    IN_REPLY_TO_NOT_FOUND(true),
    HOP_LIMIT(true),
    ALREADY_EXPIRED(true),
    PRIORITY_WITH_STRICT(true),
    NOT_ALLOWED_BY_POLICY(true),
    /** Passes by itself, as the recipient works off its queue. */
    MAILBOX_FULL(false),
    LEASE_STALE(true),
    LEASE_NOT_FOUND(true),
    DEAD_LETTER_NOT_FOUND(true),
    WEBHOOK_NOT_FOUND(true),
    SUBSCRIPTION_NOT_FOUND(true),
    SUBSCRIPTION_EXISTS(true),
    TOO_MANY_SUBSCRIPTIONS(true),
    REPLAY_RUNNING(true),
    REPLAY_NOT_FOUND(true),
    INVALID_CHANGE(true),
    VERSION_MISMATCH(true),
    IDEMPOTENCY_KEY_REUSED(false),
    /** A bug of ours; the command is kept among the dead letters. */
    INTERNAL(false);

    private final boolean lasting;

    RejectionCode(boolean lasting) {
        this.lasting = lasting;
    }

    /** Whether a repeat under the same key gets this answer again instead of being decided afresh. */
    public boolean isLasting() {
        return lasting;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return wire();
    }
}

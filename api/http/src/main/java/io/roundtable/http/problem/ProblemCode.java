package io.roundtable.http.problem;

import io.roundtable.contract.RejectionCode;
import java.util.Locale;

/** Every problem there is, with its status and what to do about it: the table behind {@code /problems/{code}}. */
public enum ProblemCode {
    UNAUTHORIZED(
            401,
            "No valid access token or key",
            "Log in again or refresh the token, or use a key that is not revoked; send it as 'Authorization: Bearer"
                    + " …'."),
    INVALID_CREDENTIALS(
            401, "E-mail and password don't match", "Check both; accounts are created by POST /v1/auth/register."),
    INVALID_REFRESH_TOKEN(
            401,
            "The refresh token is not valid",
            "Log in again. A refresh token works once; using one twice ends the session."),
    FORBIDDEN(
            403,
            "The role doesn't suffice",
            "Ask an owner of the workspace for a role that does; a sandbox's key acts for that sandbox alone."),
    NOT_FOUND(404, "There is nothing here", "Check the path; /docs lists all of them."),
    WORKSPACE_NOT_FOUND(404, "There is no such workspace", "Check the id, and that you are a member."),
    MEMBER_NOT_FOUND(404, "There is no such member", "List the members to see who there is."),
    USER_NOT_FOUND(404, "There is no such user", "Check the id; users appear when they register."),
    SANDBOX_NOT_FOUND(404, "There is no such sandbox", "Check the id; a deleted sandbox does not come back."),
    MESSAGE_NOT_FOUND(404, "There is no such message", "Check the id and the workspace."),
    NO_RESPONSE_YET(404, "Nobody has answered the message yet", "Ask again; wait_seconds waits for it, up to 30."),
    LEASE_NOT_FOUND(404, "There is no such lease", "Receive the message first, from the inbox that it is in."),
    DEAD_LETTER_NOT_FOUND(404, "There is no such dead letter", "List the dead letters to see what waits."),
    WEBHOOK_NOT_FOUND(404, "The sandbox has no webhook", "Set one first."),
    SUBSCRIPTION_NOT_FOUND(404, "The workspace has no such webhook", "List the workspace's webhooks."),
    REPLAY_NOT_FOUND(404, "No events are being sent again", "It is over, or was never begun: see last_replay."),
    COMMAND_NOT_FOUND(404, "There is no such command", "Outcomes are kept for 7 days; check the id."),
    KEY_NOT_FOUND(404, "The sandbox has no such key", "List its keys; long revoked ones are forgotten."),
    REBUILD_NOT_FOUND(404, "There is no such rebuild", "List them; GET /v1/admin/rebuilds."),
    SCHEMA_NOT_FOUND(404, "There is no such schema", "List the versions; GET /v1/admin/projections."),
    METHOD_NOT_ALLOWED(405, "The path doesn't know this method", "See the Allow header."),
    NOT_ACCEPTABLE(406, "The answer can't be given in the wanted form", "Accept application/json."),
    REQUEST_TIMEOUT(408, "The request didn't come in time", "Send it again, without pauses."),
    CONFLICT(409, "This is already so", "Read the resource and decide again."),
    EMAIL_TAKEN(409, "The e-mail address is taken", "Log in instead, or use another address."),
    USERNAME_TAKEN(409, "The username is taken", "Choose another one; case doesn't matter."),
    WORKSPACE_EXISTS(409, "The workspace exists already", "Go on with the one that resource_id names."),
    WORKSPACE_ARCHIVED(409, "The workspace is archived", "It can be read, but nothing new is said there."),
    LAST_OWNER(409, "The last owner can't leave", "Make somebody else an owner first."),
    SANDBOX_EXISTS(409, "The sandbox exists already", "Go on with it."),
    TOO_MANY_KEYS(409, "The sandbox has 100 keys already", "Revoke those that are not used any more."),
    SUBSCRIPTION_EXISTS(409, "The webhook exists already", "Go on with it."),
    TOO_MANY_SUBSCRIPTIONS(409, "The workspace has 20 webhooks already", "Delete those that are not used any more."),
    REPLAY_RUNNING(
            409, "Events are being sent again already", "Wait until that is over, or end it: replay is null then."),
    ILLEGAL_TRANSITION(
            409, "The sandbox can't go there from where it is", "See the detail for the statuses it can go to."),
    MESSAGE_EXISTS(409, "The message exists already", "Go on with it."),
    LEASE_STALE(
            409, "The lease is over", "Receive again; the message is offered to the next receiver, or was dealt with."),
    REBUILD_IN_PROGRESS(409, "Another rebuild is at work", "Wait for it to end, or cancel it."),
    REBUILD_STATE(409, "The rebuild isn't in a state for this", "See its state; only some verbs fit each."),
    SCHEMA_TAKEN(409, "There is a schema of this name", "Choose another name, or drop what is there."),
    VERSION_MISMATCH(412, "The resource has changed meanwhile", "Read it again and send its new ETag as If-Match."),
    PAYLOAD_TOO_LARGE(413, "The body is too large", "At most 1 MiB; 8 MiB for a batch."),
    URI_TOO_LONG(414, "The path and query are too long", "Send fewer or shorter parameters."),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has the wrong type", "Send application/json."),
    INVALID_REQUEST(400, "The request can't be understood", "See violations for each fault."),
    TOKEN_UNKNOWN(400, "The consistency token is of another log", "Use a token that this installation gave."),
    TOKEN_GONE(410, "The consistency token is of a log that is gone", "Read without it."),
    CANNOT_RESUME(
            410,
            "The stream can't go on from there",
            "Begin anew: with from=beginning, or at now with neither an id nor from."),
    IDEMPOTENCY_KEY_REUSED(422, "The key was used for another request", "Use a new Idempotency-Key for a new request."),
    SENDER_NOT_FOUND(
            422, "The sending sandbox doesn't exist here", "Name a sandbox of this workspace as from_sandbox_id."),
    RECIPIENT_NOT_FOUND(
            422, "The receiving sandbox doesn't exist here", "Name a sandbox of this workspace as to_sandbox_id."),
    NO_RECIPIENTS(422, "There is nobody to send to", "Create a sandbox besides the sender."),
    TOO_MANY_RECIPIENTS(422, "There are more than 1,000 recipients", "Send several broadcasts with to_sandbox_ids."),
    BROADCAST_TOO_LARGE(422, "Recipients times content exceed 16 MiB", "Send less, or to fewer."),
    IN_REPLY_TO_NOT_FOUND(
            422, "The message to reply to doesn't exist here", "Name a message of this workspace as in_reply_to."),
    HOP_LIMIT(422, "The chain of answers is too long", "Begin a new one, or raise settings.collaboration.max_hops."),
    ALREADY_EXPIRED(422, "The message would expire before it is sent", "Choose a later expires_at."),
    PRIORITY_WITH_STRICT(
            422, "Urgent messages can't overtake in a strictly ordered sandbox", "Send with priority normal."),
    NOT_ALLOWED_BY_POLICY(422, "The workspace's collaboration policy forbids it", "See settings.collaboration."),
    INVALID_CHANGE(422, "The change would make the resource invalid", "See the detail."),
    NOT_REDRIVABLE(422, "The record can't be given again", "Discard it; its bytes stay on the topic of dead letters."),
    TOO_MANY_REQUESTS(429, "Too many requests", "Wait as Retry-After says."),
    MAILBOX_FULL(429, "The mailbox of the recipient is full", "Wait as Retry-After says and send again."),
    HEADERS_TOO_LARGE(431, "The headers are too large", "Send fewer or shorter headers, 8 KiB at most."),
    INTERNAL(500, "A bug of ours", "It has been recorded; tell us the trace_id."),
    OVERLOADED(
            503,
            "Too much at once",
            "Wait as Retry-After says and send again; with an Idempotency-Key nothing is done twice."),
    LOG_UNAVAILABLE(
            503, "The log can't be reached", "Wait as Retry-After says and send again with the same Idempotency-Key."),
    DATABASE_UNAVAILABLE(503, "The tables can't be reached", "Wait as Retry-After says; writes go on meanwhile."),
    NOT_DECIDED(503, "The engine hasn't decided in time", "Wait as Retry-After says and ask again."),
    NOT_CAUGHT_UP(503, "The tables haven't reached what you have seen yet", "Wait as Retry-After says and read again.");

    private final int status;
    private final String title;
    private final String remedy;

    ProblemCode(int status, String title, String remedy) {
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What whoever meets the problem can do about it. */
    public String remedy() {
        return remedy;
    }

    /** As it stands in {@code code} and {@code type}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Every refusal of the engine is a problem of the same name. */
    public static ProblemCode of(RejectionCode code) {
        return valueOf(code.name());
    }
}

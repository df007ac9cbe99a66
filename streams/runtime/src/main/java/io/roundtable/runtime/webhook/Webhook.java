package io.roundtable.runtime.webhook;

import io.roundtable.contract.webhook.WebhookSecret;
import io.roundtable.contract.webhook.WebhookUrl;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One attempt to make.
 *
 * @param secrets which sign it, 1 to 5; several while one takes over from another
 * @param id the same in every attempt, so that a receiver can tell a repeat: 1–64 characters of {@code [A-Za-z0-9_-]}
 * @param timestamp of this attempt; receivers refuse one that is some minutes off
 * @param body JSON, at most 1 MiB
 * @param replayed whether it is sent again, as somebody has asked: said in a header
 */
@SuppressWarnings("ArrayRecordComponent") // a MiB that is written once: neither compared, copied nor changed
public record Webhook(
        WebhookUrl url, List<WebhookSecret> secrets, String id, Instant timestamp, byte[] body, boolean replayed) {

    public static final int MAX_SECRETS = 5;
    public static final int MAX_BODY_BYTES = 1 << 20;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public Webhook {
        secrets = List.copyOf(secrets);
        if (secrets.isEmpty() || secrets.size() > MAX_SECRETS) {
            throw new IllegalArgumentException("A webhook has 1 to 5 secrets, not " + secrets.size());
        }
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("A webhook's id must match " + ID + ": " + id);
        }
        if (body.length > MAX_BODY_BYTES) {
            throw new IllegalArgumentException("A webhook has at most 1 MiB, not " + body.length + " bytes");
        }
    }

    /** One that isn't sent again. */
    public Webhook(WebhookUrl url, List<WebhookSecret> secrets, String id, Instant timestamp, byte[] body) {
        this(url, secrets, id, timestamp, body, false);
    }

    /** Without the body, which is nobody else's to read. */
    @Override
    public String toString() {
        return "Webhook[" + id + " to " + url + ", " + body.length + " bytes]";
    }
}

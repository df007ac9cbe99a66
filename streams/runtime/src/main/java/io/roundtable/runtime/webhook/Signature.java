package io.roundtable.runtime.webhook;

import io.roundtable.contract.webhook.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The value of {@code webhook-signature} (Standard Webhooks 1.0): HMAC-SHA256 of {@code id.timestamp.body}. */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** One signature for each secret, separated by spaces: a receiver takes any that it can check. */
    static String of(Webhook webhook) {
        return webhook.secrets().stream().map(secret -> sign(webhook, secret)).collect(Collectors.joining(" "));
    }

    static String timestamp(Webhook webhook) {
        return Long.toString(webhook.timestamp().getEpochSecond());
    }

    private static String sign(Webhook webhook, WebhookSecret secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            String head = webhook.id() + "." + timestamp(webhook) + ".";
            mac.update(head.getBytes(StandardCharsets.US_ASCII));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(webhook.body()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has " + ALGORITHM, e);
        }
    }
}

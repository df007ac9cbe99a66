package io.roundtable.contract.webhook;

import io.roundtable.contract.InvalidInput;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** A key that webhooks are signed with, as Standard Webhooks 1.0 writes it: {@code whsec_} and Base64 of 24–64 bytes. */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;
    private static final int NEW_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /** A new one, of 32 random bytes. */
    public static WebhookSecret random() {
        byte[] key = new byte[NEW_BYTES];
        RANDOM.nextBytes(key);
        return new WebhookSecret(key);
    }

    /** @throws InvalidInput where there are fewer than 24 bytes or more than 64 */
    public static WebhookSecret of(byte[] key) {
        if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
            throw new InvalidInput("", "must be a key of " + MIN_BYTES + " to " + MAX_BYTES + " bytes");
        }
        return new WebhookSecret(key.clone());
    }

    /** @throws InvalidInput where it isn't of that form */
    public static WebhookSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new InvalidInput("", "must begin with " + PREFIX);
        }
        try {
            return of(Base64.getDecoder().decode(text.substring(PREFIX.length())));
        } catch (InvalidInput e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("", "must be " + PREFIX + " and Base64");
        }
    }

    /** The bytes of the key; a copy. */
    public byte[] key() {
        return key.clone();
    }

    /** As it is shown, once, to whom it belongs. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookSecret secret && MessageDigest.isEqual(key, secret.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "WebhookSecret[…]";
    }
}

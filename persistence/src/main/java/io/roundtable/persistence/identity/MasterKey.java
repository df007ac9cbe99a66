package io.roundtable.persistence.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets before they reach the database: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits in front.
 * With one key at most 2<sup>32</sup> secrets may be sealed; here they are thousands.
 *
 * <p>{@link #none()} seals nothing, for installations that trust their database.
 */
public final class MasterKey {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final @Nullable SecretKeySpec key;
    private final @Nullable String id;

    private MasterKey(@Nullable SecretKeySpec key, @Nullable String id) {
        this.key = key;
        this.id = id;
    }

    public static MasterKey none() {
        return new MasterKey(null, null);
    }

    /**
     * Reads a key as it is configured.
     *
     * @param base64 32 bytes, as {@code openssl rand -base64 32} prints them; null or empty for no key
     */
    public static MasterKey parse(@Nullable String base64) {
        if (base64 == null || base64.isBlank()) {
            return none();
        }
        byte[] bytes = Base64.getDecoder().decode(base64.strip());
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "The master key must be " + KEY_BYTES + " bytes in Base64, not " + bytes.length);
        }
        return new MasterKey(new SecretKeySpec(bytes, "AES"), fingerprint(bytes));
    }

    /**
     * Seals a secret.
     *
     * @param context what it belongs to; it opens only for the same, so that rows can't be swapped
     */
    Sealed seal(String context, byte[] secret) {
        if (key == null) {
            return new Sealed(secret, null);
        }
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, nonce, context, secret);
        byte[] bytes = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, bytes, NONCE_BYTES, sealed.length);
        return new Sealed(bytes, id);
    }

    /** Opens what was sealed, or says which key is missing. */
    byte[] open(String context, Sealed sealed) {
        String wanted = sealed.masterKeyId();
        if (wanted == null) {
            return sealed.bytes();
        }
        if (!wanted.equals(id)) {
            throw new IllegalStateException(context + " is sealed under the master key " + wanted + ", and "
                    + (id == null ? "none is configured" : "the configured one is " + id));
        }
        byte[] nonce = Arrays.copyOf(sealed.bytes(), NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(sealed.bytes(), NONCE_BYTES, sealed.bytes().length);
        return apply(Cipher.DECRYPT_MODE, nonce, context, rest);
    }

    private byte[] apply(int mode, byte[] nonce, String context, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, Objects.requireNonNull(key), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(context + " can't be sealed or opened under the master key " + id, e);
        }
    }

    private static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "MasterKey[" + (id == null ? "none" : id) + "]";
    }

    /** Bytes as they are stored, and the fingerprint of the key they are under; null where they are plain. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    record Sealed(byte[] bytes, @Nullable String masterKeyId) {}
}

package io.roundtable.persistence.identity;

import io.roundtable.contract.KeyId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is needed to check a key that somebody shows: its hash, and whom it speaks for.
 */
public final class KeyProof {

    private final KeyId id;
    private final SandboxKey.Owner owner;
    private final byte[] hash;

    KeyProof(KeyId id, SandboxKey.Owner owner, byte[] hash) {
        this.id = id;
        this.owner = owner;
        this.hash = hash.clone();
    }

    public KeyId id() {
        return id;
    }

    public SandboxKey.Owner owner() {
        return owner;
    }

    /** Whether it is this key that is shown; takes as long whatever is wrong with it. */
    public boolean isOf(String shown) {
        return MessageDigest.isEqual(hash, hash(shown));
    }

    /** Without a salt: 256 random bits can't be guessed. */
    static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "KeyProof[" + id + "]";
    }
}

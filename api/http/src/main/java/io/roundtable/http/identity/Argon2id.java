package io.roundtable.http.identity;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;

/** Argon2id (RFC 9106) with 19 MiB, two passes and one lane: OWASP's first choice for a small memory. */
final class Argon2id implements PasswordHash {

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;

    private final Argon2Function function =
            Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

    @Override
    public String hash(String password) {
        return function.hash(password).getResult();
    }

    /** By the parameters that stand in the hash, so that they can be raised without locking anybody out. */
    @Override
    public boolean matches(String password, String hash) {
        return Argon2Function.getInstanceFromHash(hash).check(password, hash);
    }
}

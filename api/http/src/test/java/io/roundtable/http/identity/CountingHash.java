package io.roundtable.http.identity;

import java.util.concurrent.atomic.AtomicInteger;

/** Not a hash at all, but quick, and it counts. */
final class CountingHash implements PasswordHash {

    final AtomicInteger verifications = new AtomicInteger();

    @Override
    public String hash(String password) {
        return "hash of " + password;
    }

    @Override
    public boolean matches(String password, String hash) {
        verifications.incrementAndGet();
        return hash.equals(hash(password));
    }
}

package io.roundtable.http.identity;

import java.time.Duration;

/** What became of asking for a password to be hashed or verified. */
sealed interface Hashing<T> {

    record Done<T>(T value) implements Hashing<T> {}

    /** Too many are waiting already; nothing was done. */
    record Overloaded<T>(Duration retryAfter) implements Hashing<T> {}
}

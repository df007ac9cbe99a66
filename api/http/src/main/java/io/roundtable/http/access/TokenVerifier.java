package io.roundtable.http.access;

import org.jspecify.annotations.Nullable;

/** Proves access tokens. */
public interface TokenVerifier {

    /** Whether {@link #verify} can tell without asking the database, and so without keeping its thread waiting. */
    boolean isAtHand(String token);

    /** Who the token is for; null where it isn't valid. */
    @Nullable
    Caller verify(String token);
}

package io.roundtable.http.access;

import org.jspecify.annotations.Nullable;

/** Proves access tokens. */
@FunctionalInterface
public interface TokenVerifier {

    /** Who the token is for; null where it isn't valid. */
    @Nullable
    Caller verify(String token);
}

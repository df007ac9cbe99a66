package io.roundtable.http.access;

import org.jspecify.annotations.Nullable;

/** Proves what stands in {@code Authorization: Bearer …}: access tokens, and the keys of sandboxes. */
public interface TokenVerifier {

    /** Whether {@link #verify} can tell without asking the database, and so without keeping its thread waiting. */
    boolean isAtHand(String token);

    /**
     * Who the token is for; null where it isn't valid.
     *
     * @throws io.roundtable.http.problem.ProblemException 503 where too many want to know at once, or nobody can
     *     tell
     */
    @Nullable
    Caller verify(String token);
}

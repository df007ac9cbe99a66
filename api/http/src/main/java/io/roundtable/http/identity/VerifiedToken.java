package io.roundtable.http.identity;

import io.roundtable.contract.UserId;
import java.time.Instant;

/** What stands in a token whose signature was good; the rest may change from one request to the next. */
record VerifiedToken(String kid, UserId user, boolean operator, Instant expiresAt) {}

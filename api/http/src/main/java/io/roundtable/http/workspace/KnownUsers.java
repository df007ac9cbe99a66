package io.roundtable.http.workspace;

import io.roundtable.contract.UserId;

/** Who has an account and may use it. */
@FunctionalInterface
public interface KnownUsers {
    boolean isKnown(UserId user);
}

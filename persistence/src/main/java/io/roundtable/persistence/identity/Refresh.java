package io.roundtable.persistence.identity;

import io.roundtable.contract.UserId;

/** What became of presenting a refresh token. */
public sealed interface Refresh {

    /** It was good, is used now, and the next one stands in its place. */
    record Rotated(UserId user) implements Refresh {}

    /** It had been used before; its whole family has ended with this. */
    record Reused(UserId user) implements Refresh {}

    /** Its family had ended before: by logout, by reuse, or because the user's access did. */
    record Revoked() implements Refresh {}

    /** Its time is over. */
    record Expired() implements Refresh {}

    /** Nobody ever got it, or it was forgotten long after its end. */
    record Unknown() implements Refresh {}
}

package io.roundtable.http.identity;

import io.roundtable.http.access.Caller;

/** What became of verifying an access token. */
sealed interface Verification {

    /** It is good. */
    record Valid(Caller.Person caller) implements Verification {}

    /** It was good and has ended: refresh it. */
    record Expired() implements Verification {}

    /** It isn't one of ours, or whom it speaks for may not come in any more. */
    record Invalid() implements Verification {}
}

package io.roundtable.http.identity;

import java.time.Duration;

/** What became of registering. */
public sealed interface Registration {

    /** The user is there, and has come in. */
    record Registered(Session session) implements Registration {}

    /** Somebody has the address. */
    record EmailTaken() implements Registration {}

    /** Somebody has the name, perhaps in another case. */
    record UsernameTaken() implements Registration {}

    /** Too many passwords are being hashed; nothing was done. */
    record Overloaded(Duration retryAfter) implements Registration {}
}

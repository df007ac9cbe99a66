package io.roundtable.http.identity;

import java.time.Duration;

/** What became of logging in. */
public sealed interface Login {

    /** Password and address belong together. */
    record LoggedIn(Session session) implements Login {}

    /** They don't, or there is no such user, or they may not come in: it isn't told which. */
    record Refused() implements Login {}

    /** Too many passwords are being verified; nothing was done. */
    record Overloaded(Duration retryAfter) implements Login {}
}

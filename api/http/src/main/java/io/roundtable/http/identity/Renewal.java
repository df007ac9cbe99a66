package io.roundtable.http.identity;

/** What became of presenting a refresh token. */
public sealed interface Renewal {

    /** It is used up, and the session goes on with another. */
    record Renewed(Session session) implements Renewal {}

    /** It isn't good, or not any more; where it was used twice, its session has ended for everyone. */
    record Refused() implements Renewal {}
}

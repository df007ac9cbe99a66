package io.roundtable.persistence.identity;

/** What became of writing a user. */
public sealed interface UserWrite {

    /** It is as asked for. */
    record Written(User user) implements UserWrite {}

    /** Another user has the address. */
    record EmailTaken() implements UserWrite {}

    /** Another user has the name, perhaps in another case. */
    record UsernameTaken() implements UserWrite {}

    /** The user has changed or gone since they were read: nothing is written, read again. */
    record Stale() implements UserWrite {}
}

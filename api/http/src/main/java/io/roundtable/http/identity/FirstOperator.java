package io.roundtable.http.identity;

import io.roundtable.persistence.identity.User;
import io.roundtable.persistence.identity.UserWrite;
import io.roundtable.persistence.identity.Users;
import java.time.Clock;
import java.util.Optional;

/**
 * Makes the operator that the configuration names ({@code ROUNDTABLE_OPERATOR_EMAIL} and
 * {@code ROUNDTABLE_OPERATOR_PASSWORD}), once: a password that was changed since is left alone.
 */
public final class FirstOperator {

    /** What became of it. */
    public enum Outcome {
        /** The user was made. */
        CREATED,
        /** A user with that address is an operator. */
        PRESENT,
        /** The user was there, knew the password, and is an operator now. */
        PROMOTED,
        /**
         * The user is there, isn't an operator, and has another password: somebody else may have registered the address
         * first, and is given nothing.
         */
        REFUSED
    }

    private final Users users;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Clock clock;

    public FirstOperator(Users users, Accounts accounts, Passwords passwords, Clock clock) {
        this.users = users;
        this.accounts = accounts;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Sees to it; nodes that start together may all call it. */
    public Outcome ensure(NewAccount operator) {
        Optional<User> present = users.byEmail(operator.email());
        if (present.isEmpty() && done(accounts.create(operator, true)) instanceof UserWrite.Written) {
            return Outcome.CREATED;
        }
        // Where it wasn't written another node was first.
        return present.or(() -> users.byEmail(operator.email()))
                .map(user -> promote(user, operator.password()))
                .orElse(Outcome.REFUSED);
    }

    private Outcome promote(User user, String password) {
        if (user.access().operator()) {
            return Outcome.PRESENT;
        }
        if (!done(passwords.matches(password, user.passwordHash()))) {
            return Outcome.REFUSED;
        }
        users.grant(user.id(), user.access().active(), true, clock.instant());
        return Outcome.PROMOTED;
    }

    private static <T> T done(Hashing<T> hashing) {
        return switch (hashing) {
            case Hashing.Done<T>(var value) -> value;
            case Hashing.Overloaded<T> _ -> throw new IllegalStateException("Too busy at start to make the operator");
        };
    }
}

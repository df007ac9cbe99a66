package io.roundtable.http.identity;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.UserId;
import io.roundtable.persistence.identity.Profile;
import io.roundtable.persistence.identity.User;
import io.roundtable.persistence.identity.UserWrite;
import io.roundtable.persistence.identity.Users;
import java.time.Clock;
import java.util.function.Supplier;

/** Becoming a user. */
public final class Accounts {

    private final Users users;
    private final Passwords passwords;
    private final SessionTokens tokens;
    private final Supplier<UserId> newIds;
    private final Clock clock;

    public Accounts(Users users, Passwords passwords, SessionTokens tokens, Supplier<UserId> newIds, Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
        this.newIds = newIds;
        this.clock = clock;
    }

    /** Makes a user, who has come in with it. */
    public Registration register(NewAccount account) {
        return switch (create(account, false)) {
            case Hashing.Overloaded<UserWrite>(var retryAfter) -> new Registration.Overloaded(retryAfter);
            case Hashing.Done<UserWrite>(var written) -> registration(written);
        };
    }

    Hashing<UserWrite> create(NewAccount account, boolean operator) {
        return switch (passwords.hash(account.password())) {
            case Hashing.Overloaded<String>(var retryAfter) -> new Hashing.Overloaded<>(retryAfter);
            case Hashing.Done<String>(var hash) -> {
                Profile profile =
                        new Profile(account.email(), account.username(), account.fullName(), RawJson.EMPTY_OBJECT);
                User user = User.create(newIds.get(), profile, hash, operator, clock.instant());
                yield new Hashing.Done<>(users.insert(user));
            }
        };
    }

    private Registration registration(UserWrite written) {
        return switch (written) {
            case UserWrite.Written(var user) -> new Registration.Registered(tokens.open(user));
            case UserWrite.EmailTaken _ -> new Registration.EmailTaken();
            case UserWrite.UsernameTaken _ -> new Registration.UsernameTaken();
            case UserWrite.Stale _ -> throw new IllegalStateException("An insert writes over nothing");
        };
    }
}

package io.roundtable.http.identity;

import io.roundtable.contract.UserId;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.identity.Profile;
import io.roundtable.persistence.identity.User;
import io.roundtable.persistence.identity.UserWrite;
import io.roundtable.persistence.identity.Users;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What users say about themselves. */
final class Profiles {

    /** How often a change is made again over somebody else's that came in between. */
    static final int ATTEMPTS = 8;

    private final Users users;
    private final Clock clock;

    Profiles(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** @throws ProblemException 401 where the user has gone, or may not come in, though their token hasn't ended */
    User of(UserId id) {
        return users.byId(id)
                .filter(user -> user.access().active())
                .orElseThrow(() -> ProblemException.of(ProblemCode.UNAUTHORIZED));
    }

    /**
     * Changes a profile.
     *
     * @param expected the version that is to be changed; null for whichever there is
     * @throws ProblemException 409 where another user has the name, 412 where the version isn't the expected one, 503
     *     where others were first {@value #ATTEMPTS} times
     */
    User change(UserId id, ProfilePatch patch, @Nullable Long expected) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            User before = of(id);
            EditableProfile found = EditableProfile.of(before.profile());
            EditableProfile wanted = patch.applied(found);
            if (expected != null && expected != UserTags.version(before)) {
                throw ProblemException.of(ProblemCode.VERSION_MISMATCH);
            }
            User after = wanted.equals(found) ? before : write(before, wanted.over(before.profile()));
            if (after != null) {
                return after;
            }
        }
        throw ProblemException.later(ProblemCode.OVERLOADED, "The profile is being changed by too many at once.", 1);
    }

    /** Null where somebody else was first. */
    private @Nullable User write(User before, Profile wanted) {
        return switch (users.change(before, wanted, clock.instant())) {
            case UserWrite.Written(var user) -> user;
            case UserWrite.Stale _ -> null;
            case UserWrite.UsernameTaken _ -> throw ProblemException.of(ProblemCode.USERNAME_TAKEN);
            case UserWrite.EmailTaken _ -> throw new IllegalStateException("The address wasn't changed");
        };
    }
}

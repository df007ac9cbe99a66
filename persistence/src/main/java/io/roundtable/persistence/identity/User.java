package io.roundtable.persistence.identity;

import io.roundtable.contract.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A user as the table has it.
 *
 * @param passwordHash in PHC string format
 * @param activity when they came, changed and were last here
 */
public record User(UserId id, Profile profile, String passwordHash, Access access, Activity activity) {

    /** A user's times, cut to the microseconds that PostgreSQL keeps. */
    public record Activity(
            Instant createdAt, Instant updatedAt, @Nullable Instant lastLoginAt) {}

    /** Someone new. */
    public static User create(UserId id, Profile profile, String passwordHash, boolean operator, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        return new User(id, profile, passwordHash, new Access(true, operator, at), new Activity(at, at, null));
    }

    /** Without the password's hash, and without what describes a person. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}

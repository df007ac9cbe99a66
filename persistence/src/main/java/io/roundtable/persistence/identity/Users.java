package io.roundtable.persistence.identity;

import static io.roundtable.persistence.jooq.identity.Tables.USERS;

import io.roundtable.contract.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The users of this installation. Every method is one short transaction. */
public final class Users {

    private static final String EMAIL_INDEX = "users_email_key";
    private static final String USERNAME_INDEX = "users_username_key";

    private final DSLContext sql;

    public Users(DSLContext sql) {
        this.sql = sql;
    }

    /** Adds a user; {@link UserWrite.Stale} can't come of it. */
    public UserWrite insert(User user) {
        return unlessTaken(() -> {
            sql.insertInto(USERS).set(UserRows.record(user)).execute();
            return new UserWrite.Written(user);
        });
    }

    public Optional<User> byId(UserId id) {
        return find(USERS.USER_ID.eq(id.value()));
    }

    /** Finds by address, whatever its case. */
    public Optional<User> byEmail(String email) {
        return find(DSL.lower(USERS.EMAIL).eq(email.toLowerCase(Locale.ROOT)));
    }

    /** Writes a new profile over the one that was read, unless somebody else has written in between. */
    public UserWrite change(User before, Profile profile, Instant now) {
        return unlessTaken(() -> sql.update(USERS)
                .set(USERS.EMAIL, profile.email())
                .set(USERS.USERNAME, profile.username())
                .set(USERS.FULL_NAME, profile.fullName())
                .set(USERS.PREFERENCES, JSONB.valueOf(profile.preferences().text()))
                .set(USERS.UPDATED_AT, after(before, now))
                .where(USERS.USER_ID.eq(before.id().value()))
                .and(USERS.UPDATED_AT.eq(before.activity().updatedAt()))
                .returning()
                .fetchOptional(UserRows::user)
                .<UserWrite>map(UserWrite.Written::new)
                .orElseGet(UserWrite.Stale::new));
    }

    /** Changes whether and as what a user comes in; every node hears of it. */
    public Optional<User> grant(UserId id, boolean active, boolean operator, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        return sql.update(USERS)
                .set(USERS.IS_ACTIVE, active)
                .set(USERS.IS_OPERATOR, operator)
                .set(USERS.ACCESS_CHANGED_AT, at)
                .set(USERS.UPDATED_AT, DSL.greatest(USERS.UPDATED_AT, DSL.val(at)))
                .where(USERS.USER_ID.eq(id.value()))
                .returning()
                .fetchOptional(UserRows::user);
    }

    public void loggedIn(UserId id, Instant now) {
        sql.update(USERS)
                .set(USERS.LAST_LOGIN_AT, now.truncatedTo(ChronoUnit.MICROS))
                .where(USERS.USER_ID.eq(id.value()))
                .execute();
    }

    /** The users whose access changed after a time, the latest first, at most {@code limit}. */
    public List<User> accessChangedAfter(Instant time, int limit) {
        return sql.selectFrom(USERS)
                .where(USERS.ACCESS_CHANGED_AT.gt(time))
                .and(USERS.ACCESS_CHANGED_AT.gt(USERS.CREATED_AT))
                .orderBy(USERS.ACCESS_CHANGED_AT.desc())
                .limit(limit)
                .fetch(UserRows::user);
    }

    private Optional<User> find(Condition condition) {
        return sql.selectFrom(USERS).where(condition).fetchOptional(UserRows::user);
    }

    /** Always later than before, so that a second change in the same microsecond isn't mistaken for none. */
    private static Instant after(User before, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        Instant earliest = before.activity().updatedAt().plus(1, ChronoUnit.MICROS);
        return at.isBefore(earliest) ? earliest : at;
    }

    private static UserWrite unlessTaken(Supplier<UserWrite> write) {
        try {
            return write.get();
        } catch (IntegrityConstraintViolationException e) {
            return switch (violatedConstraint(e)) {
                case EMAIL_INDEX -> new UserWrite.EmailTaken();
                case USERNAME_INDEX -> new UserWrite.UsernameTaken();
                default -> throw e;
            };
        }
    }

    private static String violatedConstraint(DataAccessException e) {
        return Optional.ofNullable(e.getCause(PSQLException.class))
                .map(PSQLException::getServerErrorMessage)
                .map(ServerErrorMessage::getConstraint)
                .orElse("");
    }
}

package io.roundtable.http.identity;

import io.micronaut.http.HttpRequest;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.identity.User;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A user's {@code ETag}: when they changed and when they last logged in, in microseconds since 1970. A read that has
 * one of the two out of date is out of date; a change is only in conflict with another change.
 */
final class UserTags {

    private static final Pattern OURS = Pattern.compile("(?:W/)?\"([0-9]{1,18})\\.[0-9]{1,18}\"");
    private static final Pattern ANY = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7E]*\"");

    private UserTags() {}

    static String of(User user) {
        Instant login = user.activity().lastLoginAt();
        return "\"" + version(user) + "." + (login == null ? 0 : micros(login)) + "\"";
    }

    /** Grows with every change of the profile. */
    static long version(User user) {
        return micros(user.activity().updatedAt());
    }

    /**
     * The version that {@code If-Match} names; null where it doesn't, or says that any will do.
     *
     * @throws ProblemException 400 where it isn't a tag, 412 where no user could ever have had it
     */
    static @Nullable Long expected(HttpRequest<?> request) {
        String header = request.getHeaders().get("If-Match");
        if (header == null || header.strip().equals("*")) {
            return null;
        }
        var match = OURS.matcher(header.strip());
        if (match.matches()) {
            return Long.valueOf(match.group(1));
        }
        if (ANY.matcher(header.strip()).matches()) {
            throw ProblemException.of(ProblemCode.VERSION_MISMATCH);
        }
        throw ProblemException.invalid("If-Match", "must be one ETag as a resource carries it, or *");
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}

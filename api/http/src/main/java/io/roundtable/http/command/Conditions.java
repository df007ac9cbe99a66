package io.roundtable.http.command;

import io.micronaut.http.HttpRequest;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code If-Match}, {@code If-None-Match} and {@code ETag} (RFC 9110): an aggregate's version in quotes. Where a
 * resource also shows what changes without an edit, a hyphen and the sequence of its last event
 * follow, which {@code If-Match} doesn't look at.
 */
public final class Conditions {

    private static final Pattern ETAG = Pattern.compile("(W/)?\"v?([0-9]{1,18})(-[a-z0-9]{1,20})?\"");
    private static final Pattern QUOTED = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7E]*\"");

    private Conditions() {}

    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /** Of a representation that depends on more than the version; {@code If-Match} reads the version alone. */
    public static String etag(long version, String variant) {
        return "\"" + version + "-" + variant + "\"";
    }

    /** The version that the client has seen; null where it doesn't say, or says that any will do. */
    static @Nullable Long expectedVersion(HttpRequest<?> request) {
        String header = request.getHeaders().get("If-Match");
        if (header == null || header.strip().equals("*")) {
            return null;
        }
        var match = ETAG.matcher(header.strip());
        if (match.matches()) {
            return Long.valueOf(match.group(2));
        }
        if (QUOTED.matcher(header.strip()).matches()) {
            throw ProblemException.of(ProblemCode.VERSION_MISMATCH);
        }
        throw ProblemException.invalid("If-Match", "must be one ETag as a resource carries it, or *");
    }

    /** Whether the client has the representation already. */
    public static boolean isNotModified(HttpRequest<?> request, String etag) {
        String header = request.getHeaders().get("If-None-Match");
        if (header == null) {
            return false;
        }
        for (String tag : header.split(",", -1)) {
            String bare = tag.strip();
            if (bare.equals("*") || bare.equals(etag) || bare.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }
}

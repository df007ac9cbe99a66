package io.roundtable.http.json;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.web.router.RouteAttributes;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.util.Locale;

/** 413, then 415, then 406: what can be told of a body without reading it. */
public final class MediaTypes {

    /** The largest body but for a batch, in bytes. */
    public static final int MAX_BODY = 1024 * 1024;

    /** The largest body of a batch, in bytes. */
    public static final int MAX_BATCH_BODY = 8 * 1024 * 1024;

    private static final String PROBLEM = "application/problem+json";

    private MediaTypes() {}

    /** Does nothing where there is no such route: that is for the router to say. */
    public static void check(HttpRequest<?> request) {
        if (RouteAttributes.getRouteMatch(request).isEmpty()) {
            return;
        }
        if (request.getContentLength() > limit(request)) {
            throw ProblemException.of(ProblemCode.PAYLOAD_TOO_LARGE);
        }
        String type = request.getHeaders().get("Content-Type");
        boolean hasBody = request.getContentLength() > 0 || request.getHeaders().contains("Transfer-Encoding");
        boolean isEncoded =
                !"identity".equalsIgnoreCase(request.getHeaders().get("Content-Encoding", String.class, "identity"));
        if (hasBody && (isEncoded || type == null || !isJson(request, type))) {
            throw ProblemException.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        }
        if (!isAcceptable(request)) {
            throw ProblemException.of(ProblemCode.NOT_ACCEPTABLE);
        }
    }

    /** The largest body that the path takes, in bytes. */
    public static int limit(HttpRequest<?> request) {
        return request.getPath().endsWith("/messages/batch") ? MAX_BATCH_BODY : MAX_BODY;
    }

    private static boolean isJson(HttpRequest<?> request, String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        String name = lower.split(";", 2)[0].strip();
        boolean isUtf8 = !lower.contains("charset") || lower.contains("utf-8");
        boolean isPatch = request.getMethodName().equals("PATCH") && name.equals("application/merge-patch+json");
        return isUtf8 && (name.equals("application/json") || isPatch);
    }

    private static boolean isAcceptable(HttpRequest<?> request) {
        var accepted = request.getHeaders().getAll("Accept");
        boolean isStream = request.getPath().endsWith("/stream");
        if (accepted.isEmpty()) {
            return true;
        }
        return accepted.stream()
                .flatMap(header -> java.util.Arrays.stream(header.split(",", -1)))
                .map(range -> range.toLowerCase(Locale.ROOT).replace(" ", ""))
                .filter(range -> !range.matches(".*;q=0(\\.0*)?$"))
                .map(range -> range.split(";", 2)[0])
                .anyMatch(range -> range.equals("*/*")
                        || range.equals(isStream ? "text/*" : "application/*")
                        || range.equals(isStream ? MediaType.TEXT_EVENT_STREAM : MediaType.APPLICATION_JSON)
                        || range.equals(PROBLEM));
    }
}

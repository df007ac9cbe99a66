package io.roundtable.http;

import io.micronaut.http.HttpRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * What a request is called in logs, headers and records (W3C Trace Context, level 1).
 *
 * @param requestId new for each request
 * @param traceId 32 hex digits, the caller's where it sent a valid {@code traceparent}
 * @param traceparent this request's own, to be carried on
 */
public record RequestContext(String requestId, String traceId, String traceparent) {

    private static final String ATTRIBUTE = "roundtable.context";
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})");

    /** The context of a request, made when first asked for. */
    public static RequestContext of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, RequestContext.class).orElseGet(() -> {
            RequestContext context = make(request.getHeaders().get("traceparent"));
            request.setAttribute(ATTRIBUTE, context);
            return context;
        });
    }

    private static RequestContext make(@org.jspecify.annotations.Nullable String traceparent) {
        var random = ThreadLocalRandom.current();
        String traceId = hex(random.nextLong()) + hex(random.nextLong() | 1);
        String flags = "00";
        if (traceparent != null) {
            var match = TRACEPARENT.matcher(traceparent);
            if (match.matches()) {
                traceId = match.group(1);
                flags = match.group(2);
            }
        }
        String span = hex(random.nextLong() | 1);
        return new RequestContext("req_" + Ids.next(), traceId, "00-" + traceId + "-" + span + "-" + flags);
    }

    private static String hex(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }
}

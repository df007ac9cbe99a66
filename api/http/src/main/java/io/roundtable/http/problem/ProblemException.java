package io.roundtable.http.problem;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Violation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. It carries no stack trace: it is an answer, not a fault of ours. */
public final class ProblemException extends RuntimeException {

    private final ProblemCode code;
    private final transient List<Violation> violations;
    private final transient Map<String, String> headers;
    private final @Nullable String resourceId;

    private ProblemException(
            ProblemCode code,
            String detail,
            List<Violation> violations,
            Map<String, String> headers,
            @Nullable String resourceId) {
        super(detail, null, false, false);
        this.code = code;
        this.violations = List.copyOf(violations);
        this.headers = Map.copyOf(headers);
        this.resourceId = resourceId;
    }

    public static ProblemException of(ProblemCode code, String detail) {
        return new ProblemException(code, detail, List.of(), Map.of(), null);
    }

    /** The problem with its own title for a detail. */
    public static ProblemException of(ProblemCode code) {
        return of(code, code.title() + ". " + code.remedy());
    }

    public static ProblemException invalid(String field, String message) {
        return invalid(new InvalidInput(field, message));
    }

    public static ProblemException invalid(InvalidInput fault) {
        return new ProblemException(
                ProblemCode.INVALID_REQUEST,
                "The request has faults: " + fault.getMessage(),
                fault.violations(),
                Map.of(),
                null);
    }

    /** @param retryAfterSeconds how long to wait before asking again, at least 1 */
    public static ProblemException later(ProblemCode code, String detail, int retryAfterSeconds) {
        return of(code, detail).with("Retry-After", Integer.toString(Math.max(1, retryAfterSeconds)));
    }

    public ProblemException with(String header, String value) {
        var all = new TreeMap<>(headers);
        all.put(header, value);
        return new ProblemException(code, detail(), violations, all, resourceId);
    }

    /** Names what is there already. */
    public ProblemException about(@Nullable String resource) {
        return new ProblemException(code, detail(), violations, headers, resource);
    }

    public ProblemCode code() {
        return code;
    }

    public String detail() {
        String detail = getMessage();
        return detail == null ? code.title() : detail;
    }

    public List<Violation> violations() {
        return violations;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public @Nullable String resourceId() {
        return resourceId;
    }
}

package io.roundtable.app.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.roundtable.contract.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why the server refuses (RFC 9457, with the members this API adds).
 *
 * @param code stable, in snake_case
 * @param resourceId of what is in the way, where the server says so
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Problem(
        int status,
        String code,
        @Nullable String title,
        @Nullable String detail,
        @Nullable String resourceId,
        List<Fault> violations,
        @Nullable String traceId) {

    /** A field and what is wanted of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Fault(@Nullable String field, @Nullable String message) {}

    public Problem(
            int status,
            @Nullable String code,
            @Nullable String title,
            @Nullable String detail,
            @Nullable String resourceId,
            @Nullable List<Fault> violations,
            @Nullable String traceId) {
        this.status = status;
        this.code = code == null ? "unknown" : code;
        this.title = title;
        this.detail = detail;
        this.resourceId = resourceId;
        this.violations = violations == null ? List.of() : List.copyOf(violations);
        this.traceId = traceId;
    }

    /** Whatever the body is: a proxy on the way may have answered instead. */
    static Problem of(ApiResponse response) {
        try {
            var problem = Json.shared().readValue(response.body(), Problem.class);
            if (problem != null && problem.status() == response.status()) {
                return problem;
            }
        } catch (IOException e) {
            return unknown(response.status());
        }
        return unknown(response.status());
    }

    private static Problem unknown(int status) {
        return new Problem(status, "unknown", "HTTP status " + status, null, null, null, null);
    }

    /** On one line: what, why, and what to do. */
    public String line() {
        var reason = detail != null ? detail : title != null ? title : "no reason given";
        var faults = violations.stream()
                .map(f -> "%s %s".formatted(f.field() == null || f.field().isEmpty() ? "body" : f.field(), f.message()))
                .collect(Collectors.joining("; "));
        var line = new StringBuilder("%s (%d %s)".formatted(reason.replaceAll("\\s+", " "), status, code));
        if (!faults.isEmpty()) {
            line.append(": ").append(faults);
        }
        line.append(advice());
        if (traceId != null) {
            line.append(" [trace ").append(traceId).append(']');
        }
        return line.toString();
    }

    private String advice() {
        return switch (status) {
            case 401 -> "; log in again: roundtable login";
            case 403 -> "; ask an owner of the workspace for a role that allows it";
            case 429, 503 -> "; the server is busy or not ready: try again later, and see roundtable status";
            default -> status >= 500 ? "; the server's log tells more" : "";
        };
    }
}

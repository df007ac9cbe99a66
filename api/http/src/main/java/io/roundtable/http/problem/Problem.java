package io.roundtable.http.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.roundtable.contract.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem as RFC 9457 has it, with {@code code}, {@code violations} and {@code trace_id} of ours.
 *
 * @param instance the path that was asked for
 * @param resourceId what is there already, where that is the problem
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        List<Violation> violations,
        @Nullable String resourceId,
        @JsonProperty("trace_id") String traceId) {

    public Problem {
        violations = List.copyOf(violations);
    }
}

package io.roundtable.app.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the node that was asked sees the installation.
 *
 * @param status {@code ready}, {@code degraded} or {@code not_ready}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Readiness(String status, List<Part> parts) {
    public Readiness {
        parts = List.copyOf(parts);
    }

    /**
     * One part of a role, such as a partition.
     *
     * @param lag in records, where that means something
     * @param lagSeconds likewise in time
     * @param since RFC 3339
     * @param action what a person should do, where something is to be done
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Part(
            String role,
            @Nullable String part,
            String status,
            @Nullable Long lag,
            @Nullable Double lagSeconds,
            @Nullable String since,
            @Nullable String detail,
            @Nullable String action) {}

    @JsonIgnore
    public boolean isReady() {
        return status.equals("ready");
    }

    /** Whether a person should do something. */
    @JsonIgnore
    boolean needsPerson() {
        return !isReady() || parts.stream().anyMatch(part -> part.action() != null);
    }
}

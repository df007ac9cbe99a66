package io.roundtable.http.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.persistence.query.WebhookView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the members of its workspace see it.
 *
 * @param secret where it has just been made, and never again
 */
@JsonInclude
record WebhookResource(
        String sandboxId,
        String workspaceId,
        String url,
        int maxInFlight,
        String state,
        @Nullable String disabledReason,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        Instant createdAt,
        Instant updatedAt,
        long version,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    static WebhookResource of(WebhookView view, @Nullable String secret) {
        return new WebhookResource(
                view.sandboxId().value(),
                view.workspaceId().value(),
                view.url(),
                view.maxInFlight(),
                view.enabled() ? "enabled" : "disabled",
                view.disabledReason(),
                view.lastError(),
                view.lastErrorAt(),
                view.stamp().createdAt(),
                view.stamp().updatedAt(),
                view.stamp().version(),
                secret);
    }
}

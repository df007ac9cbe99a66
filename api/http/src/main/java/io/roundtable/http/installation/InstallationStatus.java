package io.roundtable.http.installation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.persistence.query.Count;
import io.roundtable.persistence.query.FailingWebhooks;
import io.roundtable.persistence.query.OldestUnacknowledged.Oldest;
import io.roundtable.persistence.query.SubscriptionFigures;
import io.roundtable.persistence.query.WebhookView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How deliveries fare in all workspaces.
 *
 * @param courierBacklog attempts for webhooks that no courier has taken yet; null where that isn't known now
 * @param oldestUnacknowledged null where everything is acknowledged
 * @param webhooksDisabled that answered that there is nobody there any more
 * @param webhooksFailing that are enabled, and of which an attempt has failed in the last hour
 * @param eventWebhooks webhooks of workspaces, which are sent events
 * @param deadLettersLastHour messages that were given up
 */
@JsonInclude
record InstallationStatus(
        Instant at,
        @Nullable Long courierBacklog,
        @Nullable OldestMessage oldestUnacknowledged,
        Webhooks webhooksDisabled,
        Webhooks webhooksFailing,
        EventWebhooks eventWebhooks,
        Counted deadLettersLastHour) {

    /** A number of things, as far as somebody counts. */
    @JsonInclude
    record Counted(long count, boolean countCapped) {

        static Counted of(Count count) {
            return new Counted(count.value(), count.capped());
        }
    }

    /**
     * Where events are sent to.
     *
     * @param disabled that answered that there is nobody there any more
     * @param behind events of the log that the last of the active ones has yet to pass, wanted or not
     */
    @JsonInclude
    record EventWebhooks(Counted active, Counted disabled, long behind) {

        static EventWebhooks of(SubscriptionFigures.Figures figures) {
            return new EventWebhooks(Counted.of(figures.active()), Counted.of(figures.disabled()), figures.behind());
        }
    }

    /** The one that has waited longest. */
    @JsonInclude
    record OldestMessage(String workspaceId, String messageId, String toSandboxId, Instant createdAt, long ageSeconds) {

        static OldestMessage of(Oldest oldest, Instant now) {
            return new OldestMessage(
                    oldest.workspaceId().value(),
                    oldest.messageId().value(),
                    oldest.toSandboxId().value(),
                    oldest.createdAt(),
                    Math.max(0, Duration.between(oldest.createdAt(), now).toSeconds()));
        }
    }

    /**
     * How many, and some of them.
     *
     * @param first the latest
     */
    @JsonInclude
    record Webhooks(long count, boolean countCapped, List<FailingWebhook> first) {

        static Webhooks of(FailingWebhooks.Found found) {
            return new Webhooks(
                    found.count().value(),
                    found.count().capped(),
                    found.first().stream().map(FailingWebhook::of).toList());
        }
    }

    /** Where to look; its URL may be a secret of its workspace. */
    @JsonInclude
    record FailingWebhook(
            String workspaceId,
            String sandboxId,
            @Nullable String disabledReason,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt) {

        static FailingWebhook of(WebhookView view) {
            return new FailingWebhook(
                    view.workspaceId().value(),
                    view.sandboxId().value(),
                    view.disabledReason(),
                    view.lastError(),
                    view.lastErrorAt());
        }
    }
}

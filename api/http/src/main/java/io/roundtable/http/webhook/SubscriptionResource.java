package io.roundtable.http.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.persistence.query.SubscriptionView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook for events as the members of its workspace see it.
 *
 * @param deliveredThrough position up to which all that was wanted is delivered or given up
 * @param pendingSince time of the first event that is neither; null for none
 * @param secret where it has just been made, and never again
 */
@JsonInclude
record SubscriptionResource(
        String webhookId,
        String workspaceId,
        String url,
        List<String> eventTypes,
        String state,
        @Nullable String disabledReason,
        long deliveredThrough,
        @Nullable Instant pendingSince,
        long deliveredCount,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Replay replay,
        @Nullable EndedReplay lastReplay,
        Instant createdAt,
        Instant updatedAt,
        long version,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    SubscriptionResource {
        eventTypes = List.copyOf(eventTypes);
    }

    /**
     * Events that are being sent again.
     *
     * @param until null where it is one event
     */
    @JsonInclude
    record Replay(Instant since, @Nullable Instant until) {}

    /**
     * What became of the last replay.
     *
     * @param outcome {@code done}, {@code cancelled} or {@code failed}
     * @param position of the event that wasn't taken, where it has failed
     */
    @JsonInclude
    record EndedReplay(
            String outcome,
            Instant endedAt,
            @Nullable Long position,
            @Nullable String error) {}

    /** What is sent again, as it begins. */
    @JsonInclude
    record Begun(
            String webhookId,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable Long position) {}

    static SubscriptionResource of(SubscriptionView view, @Nullable String secret) {
        var progress = view.progress();
        var replay = view.replay();
        var last = view.lastReplay();
        return new SubscriptionResource(
                view.subscriptionId().value(),
                view.workspaceId().value(),
                view.url(),
                view.eventTypes(),
                view.enabled() ? "enabled" : "disabled",
                view.disabledReason(),
                progress.through(),
                progress.pendingSince(),
                progress.delivered(),
                progress.lastError(),
                progress.lastErrorAt(),
                progress.nextAttemptAt(),
                replay == null ? null : new Replay(replay.since(), replay.until()),
                last == null ? null : new EndedReplay(last.outcome(), last.at(), last.position(), last.error()),
                view.stamp().createdAt(),
                view.stamp().updatedAt(),
                view.stamp().version(),
                secret);
    }
}

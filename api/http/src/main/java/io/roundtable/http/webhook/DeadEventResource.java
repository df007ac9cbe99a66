package io.roundtable.http.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.http.log.LoggedEvent;
import io.roundtable.persistence.query.DeadEventView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that was given up for a webhook. What it is the log tells, and these are null where that doesn't have it any
 * more: its id, type, subject and data.
 *
 * @param eventId which the webhook was sent it under
 * @param data the event as the log has it; left out in lists
 */
@JsonInclude
record DeadEventResource(
        long position,
        @Nullable String eventId,
        @Nullable String type,
        @Nullable String subject,
        Instant happenedAt,
        int attempts,
        @Nullable String lastError,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RawJson data) {

    /** What a list tells of an event: nothing of what may be large. */
    record About(
            @Nullable String id,
            @Nullable String type,
            @Nullable String subject) {

        private static final About NOTHING = new About(null, null, null);

        static About of(LoggedEvent event) {
            return new About(
                    event.header(CloudEventHeaders.ID),
                    event.header(CloudEventHeaders.TYPE),
                    event.header(CloudEventHeaders.SUBJECT));
        }
    }

    /** As it stands in a list. */
    static DeadEventResource of(DeadEventView view, @Nullable About about) {
        return of(view, about == null ? About.NOTHING : about, null);
    }

    /** With its data. */
    static DeadEventResource whole(DeadEventView view, @Nullable LoggedEvent event) {
        byte[] data = event == null ? null : event.entry().value();
        return of(
                view,
                event == null ? About.NOTHING : About.of(event),
                data == null ? null : new RawJson(new String(data, StandardCharsets.UTF_8)));
    }

    private static DeadEventResource of(DeadEventView view, About about, @Nullable RawJson data) {
        return new DeadEventResource(
                view.sequence(),
                about.id(),
                about.type(),
                about.subject(),
                view.at(),
                view.attempts(),
                view.lastError(),
                view.deadAt(),
                data);
    }
}

package io.roundtable.http.webhook;

import io.roundtable.contract.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks a webhook for events to be.
 *
 * @param eventTypes types of events, or beginnings of them with {@code *} at the end: 1 to 50
 */
record SubscriptionGiven(@Nullable String url, @Nullable List<String> eventTypes) {

    SubscriptionGiven {
        new Check().required("url", url).required("event_types", eventTypes).done();
        eventTypes = eventTypes == null ? null : List.copyOf(eventTypes);
    }
}

package io.roundtable.http.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a webhook for events; what isn't given stays. */
record SubscriptionChange(@Nullable String url, @Nullable List<String> eventTypes) {

    SubscriptionChange {
        eventTypes = eventTypes == null ? null : List.copyOf(eventTypes);
    }
}

package io.roundtable.http.feed;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordTypes;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.log.LoggedEvent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a workspace are wanted; what isn't given says nothing.
 *
 * @param types of which one must be the event's, as {@code ce_type} has it; empty for all
 */
record FeedFilter(
        Set<String> types,
        @Nullable String subject,
        @Nullable String correlationId) {

    static final Set<String> PARAMETERS = Set.of("type", "subject", "correlation_id");
    static final FeedFilter NONE = new FeedFilter(Set.of(), null, null);

    private static final int MAX_TYPES = 50;

    FeedFilter {
        types = Set.copyOf(types);
    }

    static FeedFilter of(QueryParameters query) {
        Set<String> types = query.parsed("type", FeedFilter::types);
        return new FeedFilter(
                Objects.requireNonNullElse(types, Set.of()),
                query.text("subject", 255),
                query.text("correlation_id", 255));
    }

    private static Set<String> types(String text) {
        var types = List.of(text.split(",", MAX_TYPES + 1));
        if (types.size() > MAX_TYPES) {
            throw new InvalidInput("", "must be at most " + MAX_TYPES + " types");
        }
        for (String type : types) {
            if (RecordTypes.event(type) == null) {
                throw new InvalidInput(
                        "", "must be types of events, such as io.roundtable.message.sent.v1, with commas between them");
            }
        }
        return types.stream().collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    boolean matches(LoggedEvent event) {
        return (types.isEmpty() || types.contains(event.type()))
                && (subject == null || subject.equals(event.header(CloudEventHeaders.SUBJECT)))
                && (correlationId == null || correlationId.equals(event.header(CloudEventHeaders.CORRELATION_ID)));
    }
}

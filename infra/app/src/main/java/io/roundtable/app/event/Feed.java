package io.roundtable.app.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.JsonPage;
import io.roundtable.app.client.WorkspaceOptions;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One workspace's events at the server; positions are as its consistency tokens, which end in a sequence. */
final class Feed {
    private static final int PAGE = 200;
    private static final String TOKEN = "Consistency-Token";

    private final ApiClient client;
    private final String path;
    private final Map<String, String> filters;

    Feed(ApiClient client, String path, Map<String, String> filters) {
        this.client = client;
        this.path = path;
        this.filters = Map.copyOf(filters);
    }

    /** The address of the list or of the stream below it, with the filters. */
    String path(String below, Map<String, String> more) {
        var all = new TreeMap<>(filters);
        all.putAll(more);
        String query = all.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + WorkspaceOptions.escaped(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return path + below + (query.isEmpty() ? "" : "?" + query);
    }

    /** What there is now, page by page. */
    Iterator<JsonNode> after(@Nullable String position) {
        var more = new TreeMap<>(Map.of("limit", Integer.toString(PAGE)));
        if (position != null) {
            more.put("last_event_id", position);
        }
        return JsonPage.all(client, path("", more));
    }

    /** The position of the last event before a time, of those that pass the filters; null where there is none. */
    @Nullable
    String before(Instant time) {
        var newest = JsonPage.all(client, path("", Map.of("order", "desc", "limit", Integer.toString(PAGE))));
        while (newest.hasNext()) {
            JsonNode event = newest.next();
            if (Instant.parse(event.path("time").asText()).isBefore(time)) {
                return position(event.path("sequence").asLong());
            }
        }
        return null;
    }

    String position(long sequence) {
        String here = client.require(ApiRequest.get(path + "?limit=1"))
                .header(TOKEN)
                .orElseThrow(
                        () -> new UserError("the server doesn't say where its events are: is it of this version?"));
        return here.substring(0, here.lastIndexOf(':') + 1) + sequence;
    }
}

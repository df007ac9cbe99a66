package io.roundtable.app.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.client.Paging.Page;
import io.roundtable.app.client.Paging.Pagination;
import java.util.List;

/** A page of whatever the server lists, each entry as it came. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JsonPage(List<JsonNode> data, Pagination pagination) implements Page<JsonNode> {
    public JsonPage {
        data = List.copyOf(data);
    }

    /** The whole list; reads nothing yet. */
    public static Paging<JsonNode> all(ApiClient client, String path) {
        return new Paging<>(path, client::require, page -> page.as(JsonPage.class));
    }
}

package io.roundtable.http.json;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.wire.Json;
import io.roundtable.http.command.Conditions;
import io.roundtable.persistence.query.Count;
import io.roundtable.persistence.query.PageRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The manners that all lists share: {@code limit}, {@code cursor}, {@code order}, {@code count}, and nothing unknown.
 */
public final class Listing {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final Set<String> PAGING = Set.of("limit", "cursor", "order", "count");

    private final HttpRequest<?> request;
    private final QueryParameters query;
    private final int limit;
    private final boolean descending;
    private final boolean counted;

    /** @param filters the parameters that this list has besides paging */
    public Listing(HttpRequest<?> request, Set<String> filters) {
        this.request = request;
        var known = new HashSet<>(PAGING);
        known.addAll(filters);
        this.query = new QueryParameters(request, known);
        this.limit = query.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        this.counted = query.flag("count");
        this.descending = "desc".equals(query.parsed("order", value -> {
            if (value.equals("asc") || value.equals("desc")) {
                return value;
            }
            throw new InvalidInput("", "must be asc or desc");
        }));
    }

    public QueryParameters query() {
        return query;
    }

    /**
     * The page that is asked for.
     *
     * @param parser reads a key as {@link #page} wrote it
     * @throws InvalidInput with every fault of the query
     */
    public <K> PageRequest<K> request(Function<String, K> parser) {
        K after = query.parsed("cursor", text -> Cursor.decode(scope(), text, parser));
        query.done();
        return new PageRequest<>(after, limit, descending, counted);
    }

    /** A page's rows, and what the list says besides. */
    public record Data(List<?> rows, Map<String, Long> more) {}

    /** A page as an answer; {@code next} null on the last one. */
    public HttpResponse<?> page(List<?> data, @Nullable String next, @Nullable Count count, String token) {
        return page(new Data(data, Map.of()), next, count).header("Consistency-Token", token);
    }

    /** The same of what is in no log, and so reflects no part of one. */
    public MutableHttpResponse<?> page(List<?> data, @Nullable String next, @Nullable Count count) {
        return page(new Data(data, Map.of()), next, count);
    }

    /** The same for a list that says more than its rows. */
    public HttpResponse<?> page(Data data, @Nullable String next, @Nullable Count count, String token) {
        return page(data, next, count).header("Consistency-Token", token);
    }

    private MutableHttpResponse<?> page(Data data, @Nullable String next, @Nullable Count count) {
        String cursor = next == null ? null : Cursor.encode(scope(), next);
        byte[] body = Json.write(new Body(data.rows(), Pagination.of(cursor, limit, count), data.more()));
        var crc = new CRC32();
        crc.update(body);
        String etag = "\"" + Long.toHexString(crc.getValue()) + "-" + body.length + "\"";
        if (Conditions.isNotModified(request, etag)) {
            return HttpResponse.status(HttpStatus.NOT_MODIFIED).header("ETag", etag);
        }
        var response = HttpResponse.ok(body)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header("ETag", etag);
        if (cursor != null) {
            String link = UriBuilder.of(request.getUri())
                    .replaceQueryParam("cursor", cursor)
                    .build()
                    .toString();
            response.header("Link", "<" + link + ">; rel=\"next\"");
        }
        return response;
    }

    private String scope() {
        var filters = new TreeMap<String, String>();
        request.getParameters().forEach((name, values) -> {
            if (!name.equals("cursor") && !name.equals("limit") && !name.equals("count")) {
                filters.put(name, String.join(",", values));
            }
        });
        return request.getPath() + filters;
    }

    private record Body(
            List<?> data,
            Pagination pagination,
            @JsonAnyGetter Map<String, Long> more) {}

    /** @param countCapped true where there are more than {@code count}; else left out */
    @JsonInclude
    private record Pagination(
            @Nullable String nextCursor,
            int limit,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long count,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean countCapped) {

        static Pagination of(@Nullable String cursor, int limit, @Nullable Count count) {
            if (count == null) {
                return new Pagination(cursor, limit, null, null);
            }
            return new Pagination(cursor, limit, count.value(), count.capped() ? true : null);
        }
    }
}

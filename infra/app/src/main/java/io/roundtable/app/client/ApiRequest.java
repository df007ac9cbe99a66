package io.roundtable.app.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API.
 *
 * @param path from the root, with its query: {@code /v1/workspaces?limit=200}
 * @param body JSON as UTF-8, or null
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared or changed
public record ApiRequest(String method, String path, Map<String, String> headers, byte @Nullable [] body) {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    public ApiRequest {
        headers = Map.copyOf(headers);
    }

    public static ApiRequest get(String path) {
        return new ApiRequest("GET", path, Map.of(), null);
    }

    public static ApiRequest post(String path, byte[] body) {
        return new ApiRequest("POST", path, Map.of("Content-Type", "application/json"), body);
    }

    /** A DELETE that says why. */
    public static ApiRequest delete(String path, byte[] body) {
        return new ApiRequest("DELETE", path, Map.of("Content-Type", "application/json"), body);
    }

    /** With a header more; a null value leaves it out. */
    public ApiRequest with(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiRequest(method, path, more, body);
    }

    /** Makes a write safe to repeat; the server answers a repeat as it answered the first. */
    public ApiRequest idempotent(String key) {
        return with(IDEMPOTENCY_KEY, key);
    }

    boolean isKeyed() {
        return headers.containsKey(IDEMPOTENCY_KEY);
    }

    boolean isRepeatable() {
        return method.equals("GET") || isKeyed();
    }

    /** Without the body, which may hold a password. */
    @Override
    public String toString() {
        return method + " " + path + (body == null ? "" : " (" + body.length + " bytes)");
    }
}

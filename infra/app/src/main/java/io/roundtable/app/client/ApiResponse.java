package io.roundtable.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.UserError;
import io.roundtable.contract.wire.Json;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/** What the server said. */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared or changed
public record ApiResponse(int status, HttpHeaders headers, byte[] body) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** Whether the answer is that of an earlier request under the same Idempotency-Key. */
    public boolean isReplayed() {
        return header("Idempotency-Replayed").filter("true"::equalsIgnoreCase).isPresent();
    }

    /** {@code Retry-After} in seconds; a date, which our server never sends, counts as absent. */
    Optional<Duration> retryAfter() {
        return header("Retry-After")
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /** @throws UserError where the body isn't what a Roundtable server of this version says */
    public <T> T as(Class<T> type) {
        try {
            return Json.shared().readValue(body, type);
        } catch (IOException e) {
            throw notOurs(e);
        }
    }

    public JsonNode json() {
        return as(JsonNode.class);
    }

    private static UserError notOurs(IOException e) {
        return new UserError("the server's answer can't be understood: is it a Roundtable server, of this version?", e);
    }
}

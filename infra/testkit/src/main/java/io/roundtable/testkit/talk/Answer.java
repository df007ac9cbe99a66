package io.roundtable.testkit.talk;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.wire.Json;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What a node has answered. */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared or changed
public record Answer(int status, HttpHeaders headers, byte[] body) {

    public boolean isGood() {
        return status >= 200 && status < 300;
    }

    /**
     * The same answer, if it is good.
     *
     * @throws AssertionError with the answer in full where it isn't
     */
    public Answer good() {
        if (!isGood()) {
            throw new AssertionError("not a good answer: " + this);
        }
        return this;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return Json.read(body, JsonNode.class);
    }

    /** A field of the body as text; a path of names parted by slashes reaches within. */
    public String get(String field) {
        return json().at("/" + field).asText();
    }

    /** The entries of a list. */
    public List<JsonNode> data() {
        return StreamSupport.stream(json().path("data").spliterator(), false).toList();
    }

    /** A problem's code; empty where the answer is no problem. */
    public String code() {
        return header("Content-Type")
                        .filter(type -> type.startsWith("application/problem+json"))
                        .isPresent()
                ? get("code")
                : "";
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** A header that must be there. */
    public String mustHave(String header) {
        return header(header).orElseThrow(() -> new AssertionError(header + " is missing in " + this));
    }

    public String token() {
        return mustHave("Consistency-Token");
    }

    public String etag() {
        return mustHave("ETag");
    }

    public boolean isReplayed() {
        return header("Idempotency-Replayed").filter("true"::equals).isPresent();
    }

    @Override
    public String toString() {
        return status + " " + headers.map() + " " + text();
    }
}

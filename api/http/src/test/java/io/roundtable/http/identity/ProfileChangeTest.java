package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.wire.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProfileChangeTest {

    private static final String ME = "/v1/users/me";
    private static final IdentityServer SERVER = new IdentityServer(IdentityDatabase.create());

    private final String token =
            SERVER.register("ada" + System.nanoTime() + "@example.com").text("access_token");

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void shouldChangeWhatThePatchNamesAndNothingElse() {
        // Given
        Answer before = SERVER.get(ME, token);

        // When
        Answer answer = patch("{\"full_name\": \"Ada King\"}");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("full_name")).isEqualTo("Ada King");
        assertThat(answer.text("email")).isEqualTo(before.text("email"));
        assertThat(answer.header("ETag")).isNotEqualTo(before.header("ETag"));
        assertThat(SERVER.get(ME, token).body()).isEqualTo(answer.body());
        assertThat(SERVER.get(ME, token).header("ETag")).isEqualTo(answer.header("ETag"));
    }

    @Test
    void shouldTakeAPatchOfNothingForNoChange() {
        // Given
        String etag = SERVER.get(ME, token).header("ETag");

        // When
        Answer answer = patch("{}");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo(etag);
    }

    @Test
    void shouldTakeTheMediaTypeOfMergePatches() {
        // When
        Answer answer = SERVER.send(SERVER.request(ME, token)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString("{\"full_name\": \"Ada King\"}")));

        // Then
        assertThat(answer.text("full_name")).isEqualTo("Ada King");
    }

    @Test
    void shouldSetAndClearTheUsername() {
        // Given
        String name = "ada." + System.nanoTime();

        // When
        Answer set = patch("{\"username\": \"" + name + "\"}");
        Answer cleared = patch("{\"username\": null}");

        // Then
        assertThat(set.text("username")).isEqualTo(name);
        assertThat(cleared.body().has("username")).isFalse();
    }

    @Test
    void shouldRefuseAUsernameThatAnotherHasInAnyCase() {
        // Given
        String name = "ada." + System.nanoTime();
        String other = SERVER.register("b" + System.nanoTime() + "@example.com").text("access_token");
        SERVER.write("PATCH", ME, other, "{\"username\": \"" + name + "\"}");

        // When
        Answer answer = patch("{\"username\": \"" + name.replace("ada", "ADA") + "\"}");

        // Then
        answer.isProblem(409, "username_taken");
    }

    @Test
    void shouldMergePreferencesAndForgetThemOnNull() {
        // When
        patch("{\"preferences\": {\"theme\": \"dark\", \"editor\": {\"tab\": 4, \"wrap\": true}}}");
        Answer merged = patch("{\"preferences\": {\"theme\": null, \"editor\": {\"tab\": 2}}}");
        Answer forgotten = patch("{\"preferences\": null}");

        // Then
        assertThat(merged.body().path("preferences")).isEqualTo(json("{\"editor\": {\"tab\": 2, \"wrap\": true}}"));
        assertThat(forgotten.body().path("preferences")).isEqualTo(json("{}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        email         | {"email": "eve@example.com"}
        email         | {"email": null}
        password      | {"password": "correct horse"}
        is_active     | {"is_active": false}
        user_id       | {"user_id": null}
        full_name     | {"full_name": null}
        full_name     | {"full_name": ""}
        full_name     | {"full_name": 7}
        full_name     | {"full_name": "a\\u0000b"}
        full_name     | {"full_name": "a\\udc00b"}
        username      | {"username": "ab"}
        username      | {"username": "with space"}
        preferences   | {"preferences": []}
        preferences   | {"preferences": "dark"}
        preferences   | {"preferences": {"a": "\\u0000"}}
        preferences   | {"preferences": {"a": 1e1001}}
        preferences   | {"preferences": {"a": [{"b": 1e-1001}]}}
        preferences   | {"preferences": {"a": 1e999999999}}
        """)
    void shouldNameTheFieldThatIsWrong(String field, String body) {
        patch(body).isFaultOf(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "[{\"full_name\": \"A\"}]",
                "7",
                "{",
                "{\"preferences\": {\"a\": 1e99999999999}}",
                "{\"preferences\": {\"\\ud800\": 1}}"
            })
    void shouldRefuseABodyThatIsNoPatch(String body) {
        patch(body).isProblem(400, "invalid_request");
    }

    @Test
    void shouldKeepPreferencesUpToTheirBounds() {
        // Given
        String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
        String large = "{\"a\": \"" + "x".repeat(JsonbBounds.MAX_BYTES - 8) + "\"}";
        String numbers = "{\"a\": [1e308, 4.9E-324, -0.1, 9007199254740993, 1" + "0".repeat(999) + "]}";

        // When
        List<Answer> answers = List.of(preferences(deep), preferences(null), preferences(large), preferences(null));
        Answer kept = preferences(numbers);

        // Then
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(kept.status()).isEqualTo(200);
        assertThat(SERVER.get(ME, token)
                        .body()
                        .path("preferences")
                        .path("a")
                        .get(3)
                        .asText())
                .isEqualTo("9007199254740993");
        assertThat(patch("{\"full_name\": \"Ada King\"}").status()).isEqualTo(200);
    }

    @Test
    void shouldRefusePreferencesBeyondTheirBounds() {
        // Given
        String deep = "{\"a\":".repeat(101) + "1" + "}".repeat(101);
        String deepest = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        String large = "{\"a\": \"" + "ä".repeat(JsonbBounds.MAX_BYTES / 2) + "\"}";
        String longNumber = "{\"a\": 1" + "0".repeat(60_000) + "}";
        String longWhenWrittenOut = "{\"a\": [1e999" + ",1e999".repeat(70) + "]}";

        // Then
        preferences(deep).isFaultOf("preferences");
        preferences(deepest).isProblem(400, "invalid_request");
        preferences(large).isFaultOf("preferences");
        preferences(longNumber).isFaultOf("preferences");
        preferences(longWhenWrittenOut).isFaultOf("preferences");
    }

    @Test
    void shouldRefusePreferencesThatGrowBeyondTheirBoundsPatchByPatch() {
        // Given
        preferences("{\"a\": \"" + "x".repeat(40_000) + "\"}");

        // When
        Answer answer = preferences("{\"b\": \"" + "x".repeat(40_000) + "\"}");

        // Then
        answer.isFaultOf("preferences");
    }

    @Test
    void shouldChangeOnlyTheVersionThatIsExpected() {
        // Given
        String etag = SERVER.get(ME, token).header("ETag");
        Answer first = patchIf(etag, "{\"full_name\": \"First\"}");

        // When
        Answer second = patchIf(etag, "{\"full_name\": \"Second\"}");

        // Then
        assertThat(first.status()).isEqualTo(200);
        second.isProblem(412, "version_mismatch");
        assertThat(patchIf(first.header("ETag"), "{\"full_name\": \"Third\"}").status())
                .isEqualTo(200);
        assertThat(patchIf("*", "{\"full_name\": \"Fourth\"}").status()).isEqualTo(200);
    }

    @Test
    void shouldTellAForeignTagFromNone() {
        patchIf("\"made-up\"", "{}").isProblem(412, "version_mismatch");
        patchIf("made-up", "{}").isFaultOf("If-Match");
        patchIf("\"1.0\"", "{\"full_name\": \"\"}").isFaultOf("full_name");
    }

    @Test
    void shouldLoseNoneOfTheChangesThatAreMadeAtOnce() {
        // Given
        int clients = 6;

        // When
        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = IntStream.range(0, clients)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> preferences("{\"k" + i + "\": 1}"), threads))
                    .toList();
            answers = sent.stream().map(CompletableFuture::join).toList();
        }

        // Then
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(SERVER.get(ME, token).body().path("preferences")).hasSize(clients);
    }

    private Answer patch(String body) {
        return SERVER.write("PATCH", ME, token, body);
    }

    private Answer preferences(@Nullable String preferences) {
        return patch("{\"preferences\": " + preferences + "}");
    }

    private Answer patchIf(String etag, String body) {
        return SERVER.send(SERVER.json("PATCH", ME, token, body).header("If-Match", etag));
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}

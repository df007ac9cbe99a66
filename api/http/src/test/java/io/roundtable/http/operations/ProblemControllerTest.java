package io.roundtable.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.wire.Json;
import io.roundtable.http.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProblemControllerTest {

    private static final DocsServer SERVER = new DocsServer();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldExplainEveryProblem(ProblemCode code) {
        // When
        var answer = SERVER.get("/problems/" + code.wire(), "Accept", "text/html");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(answer.body())
                .contains(
                        code.wire(),
                        "HTTP status " + code.status(),
                        code.title(),
                        Meanings.of(code.status()),
                        code.remedy());
    }

    @ParameterizedTest
    @EnumSource
    void shouldExplainEveryProblemToMachines(ProblemCode code) {
        // When
        JsonNode problem = json("/problems/" + code.wire());

        // Then
        assertThat(problem.path("type").asText()).isEqualTo("/problems/" + code.wire());
        assertThat(problem.path("status").asInt()).isEqualTo(code.status());
        assertThat(problem.path("title").asText()).isEqualTo(code.title());
        assertThat(problem.path("remedy").asText()).isEqualTo(code.remedy());
    }

    @Test
    void shouldListEveryProblemAndNothingElse() {
        // When
        JsonNode problems = json("/problems");

        // Then
        assertThat(problems.path("data").findValuesAsText("code"))
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::wire)
                        .toList());
        assertThat(SERVER.get("/problems").body())
                .contains(Arrays.stream(ProblemCode.values())
                        .map(code -> "href=\"/problems/" + code.wire() + "\"")
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/html,application/json;q=0.9,*/*;q=0.8", "image/png", "text/*"})
    void shouldAnswerWithAPageWhereJsonIsNotAskedFor(String accept) {
        // When
        var answer = SERVER.get("/problems/internal", "Accept", accept);

        // Then
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("Vary")).hasValue("Accept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/problem+json", "text/html;q=0.5, application/json"})
    void shouldAnswerWithJsonWhereItIsAskedFor(String accept) {
        assertThat(SERVER.get("/problems/internal", "Accept", accept).headers().firstValue("Content-Type"))
                .hasValue("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/problems/no_such_problem", "/problems/INTERNAL", "/schemas/no.such.type"})
    void shouldKnowNoOtherProblemOrType(String path) {
        // When
        var answer = SERVER.get(path);

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"not_found\"");
    }

    private static JsonNode json(String path) {
        String body = SERVER.get(path, "Accept", "application/json").body();
        return Json.read(body.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}

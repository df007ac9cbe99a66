package io.roundtable.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.RecordSchemas;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicsControllerTest {

    private static final DocsServer SERVER = new DocsServer();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void shouldServeTheDocumentOfTheTopicsAsTheContractHasIt() {
        // When
        var answer = SERVER.get("/asyncapi.yaml");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).startsWith("application/yaml");
        assertThat(answer.body()).isEqualTo(RecordSchemas.asyncApi()).startsWith("asyncapi: 3.0.0");
    }

    @Test
    void shouldHaveEveryTopicAndEveryTypeOnThePage() {
        // When
        var answer = SERVER.get("/docs/topics");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).startsWith("text/html");
        assertThat(Topics.ALL).allSatisfy(topic -> assertThat(answer.body()).contains("<h2 id=\"" + topic + "\">"));
        assertThat(RecordSchemas.types())
                .allSatisfy(type -> assertThat(answer.body()).contains("<a href=\"/schemas/" + type + "\">schema</a>"));
    }

    @Test
    void shouldLeadFromADeadLetterToEachTypeThatItMayHoldAndSayThatItMayHoldNone() {
        assertThat(SERVER.get("/docs/topics").body())
                .contains(
                        "<td><a href=\"/schemas/io.roundtable.message.sent.v1\">io.roundtable.message.sent.v1</a></td>",
                        "<td><a"
                            + " href=\"/schemas/io.roundtable.sandbox.deleted.v1\">io.roundtable.sandbox.deleted.v1</a></td>",
                        "<td>null</td>");
    }

    @Test
    void shouldShowFieldsWithinFieldsAndWhatBoundsThem() {
        assertThat(SERVER.get("/docs/topics").body())
                .contains(
                        "<code>utterance.correlation_id</code> <i>optional</i></td>"
                                + "<td>string {maxLength=255, minLength=1}</td>",
                        "<code>copies[].message_id</code>",
                        "<code>ce_sequence</code></td>",
                        "request, response, notification, command")
                .doesNotContain("%s", "**", "http://", "https://roundtable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/asyncapi.yaml", "/docs/topics"})
    void shouldSendItOnlyToWhomDoesNotHaveItAndForbidEveryOtherHost(String path) {
        // Given
        var first = SERVER.get(path);

        // When
        var second = SERVER.get(path, "If-None-Match", header(first, "ETag"));

        // Then
        assertThat(header(first, "Cache-Control")).isEqualTo("public, no-cache");
        assertThat(header(first, "Content-Security-Policy")).startsWith("default-src 'self';");
        assertThat(second.statusCode()).isEqualTo(304);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}

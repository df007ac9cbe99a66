package io.roundtable.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordSchemas;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordSchemasTest {

    private static final DocsServer SERVER = new DocsServer();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    static SortedSet<String> types() {
        return RecordSchemas.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldServeTheSchemaOfEveryTypeWithoutAToken(String type) {
        // When
        var answer = SERVER.get("/schemas/" + type);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/schema+json");
        assertThat(answer.body()).isEqualTo(RecordSchemas.find(type, RecordCodec.DEFAULT_SCHEMAS));
    }

    @Test
    void shouldLetItBeKeptForADayAndAskedForAgain() {
        // Given
        String path = "/schemas/" + types().getFirst();
        var first = SERVER.get(path);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        // When
        var again = SERVER.get(path, "If-None-Match", tag);

        // Then
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("public, max-age=86400");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.roundtable.message.sent",
                "io.roundtable.message.sent.v0",
                "io.roundtable.message.sent.v2",
                "io.roundtable.message.sent.v1.json",
                "..%2Fasyncapi.yaml"
            })
    void shouldSayThatNoRecordHasAnotherType(String type) {
        // When
        var answer = SERVER.get("/schemas/" + type);

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().allValues("Content-Type")).isEqualTo(List.of("application/problem+json"));
        assertThat(answer.body()).contains("\"not_found\"");
    }

    @Test
    void shouldNameTheSchemaAsTheRecordsOfTheInstallationDo() {
        try (var server = new DocsServer("roundtable.schemas", "https://example.org/schemas/")) {
            // When
            var answer = server.get("/schemas/io.roundtable.message.sent.v1");

            // Then
            assertThat(answer.body()).contains("\"https://example.org/schemas/io.roundtable.message.sent.v1\"");
        }
    }
}

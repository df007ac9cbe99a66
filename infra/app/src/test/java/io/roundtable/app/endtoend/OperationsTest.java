package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.Commands;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.contract.Topics;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever runs the installation sees of it. */
@WithInstallation
final class OperationsTest {
    private static Installation installation;
    private static Node node;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open(Installation shared) {
        installation = shared;
        node = shared.node();
    }

    @Test
    void shouldSayHowEachPartIs() {
        // Given
        Person.registersAt(node, "Olga").opens("lab");

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var readiness = node.get("/health/readiness").answer().good();
            assertThat(readiness.get("status")).isEqualTo("ready");
            assertThat(readiness.json().path("parts").findValuesAsText("role")).contains("api", "engine", "projector");
            assertThat(readiness.json().path("parts"))
                    .allSatisfy((JsonNode part) ->
                            assertThat(part.path("detail").asText()).isNotBlank());
        });
        assertThat(node.get("/health/liveness").answer().status()).isEqualTo(200);
    }

    @Test
    void shouldSayTheSameOnTheCommandLine() {
        // Given
        Installation.awaitReady(node);
        var screen = new RecordingTerminal(directory);

        // When
        int exit = Commands.run(screen, "status", "--url", node.url().toString());

        // Then
        assertThat(exit).as(screen.out() + screen.err()).isZero();
        assertThat(screen.out()).contains("engine").contains("projector").contains("api");
    }

    @Test
    void shouldCarryTheTraceFromTheRequestToTheEvent() {
        // Given
        var room = Person.registersAt(node, "Olga").opens("lab");
        var trace = "0af7651916cd43dd8448eb211c80319c";
        try (var log = installation.log()) {
            var mark = log.mark();

            // When
            var made = room.asks("POST", "/sandboxes")
                    .saying("{\"name\":\"traced\"}")
                    .with("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                    .answer()
                    .good();

            // Then
            var command = log.since(mark, Topics.COMMANDS).stream()
                    .filter(entry -> entry.header("ce_id").equals(made.mustHave("Command-Id")))
                    .findFirst()
                    .orElseThrow();
            var event = log.since(mark, Topics.EVENTS).stream()
                    .filter(entry -> entry.header("ce_causationid").equals(command.header("ce_id")))
                    .findFirst()
                    .orElseThrow();
            assertThat(command.header("ce_traceparent"))
                    .startsWith("00-" + trace)
                    .endsWith("-01");
            assertThat(event.header("ce_traceparent")).isEqualTo(command.header("ce_traceparent"));
            assertThat(event.header("ce_commandoffset")).isEqualTo(Long.toString(command.offset()));
            assertThat(event.header("ce_subject")).isEqualTo(made.get("sandbox_id"));
            assertThat(event.header("ce_dataschema")).endsWith("/schemas/" + event.header("ce_type"));
            assertThat(event.partition()).isEqualTo(command.partition());
        }
    }

    @Test
    void shouldCountWhatItDoes() {
        // Given
        Person.registersAt(node, "Olga").opens("lab");

        // When
        var metrics = node.get("/prometheus").answer().good().text();

        // Then
        assertThat(metrics)
                .contains("http_server_requests_seconds_count")
                .contains("kafka_stream_")
                .contains("roundtable_projection_lag_events")
                .contains("roundtable_http_in_flight");
    }

    @Test
    void shouldHaveMadeItsFirstOperator() {
        // When
        var operator = Installation.operatorAt(node);

        // Then
        var someone = Person.registersAt(node, "Olga");
        assertThat(someone.gets("/v1/admin/anything").code()).isEqualTo("forbidden");
        assertThat(node.get("/v1/admin/anything").as(operator).answer().status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openapi.yaml",
                "/docs",
                "/problems/not_found",
                "/.well-known/jwks.json",
                "/schemas/io.roundtable.message.sent.v1",
                "/asyncapi.yaml",
                "/docs/topics"
            })
    void shouldServeWithoutAToken(String path) {
        // When
        var answer = node.get(path).answer();

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isNotEmpty();
    }
}

package io.roundtable.app.endtoend;

import static io.roundtable.app.endtoend.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the body of anything but a message: a 4xx with a code, and nothing reaches the log. */
@WithInstallation
final class BadInputTest {
    private static Node node;
    private static Log log;
    private static Room room;
    private static String alice;

    @BeforeAll
    static void open(Installation installation) {
        node = installation.node();
        log = installation.log();
        room = Person.registersAt(node, "Olga").opens("lab");
        alice = room.sandbox("alice");
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @Test
    void shouldSayEveryFaultAtOnce() {
        // When
        var answer = room.posts("/sandboxes", "{\"name\":\"\",\"agent_config\":{\"temperature\":3,\"max_tokens\":0}}");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("violations").findValuesAsText("field"))
                .contains("agent_config.temperature", "agent_config.max_tokens");
        assertThat(answer.get("trace_id")).hasSize(32);
        assertThat(answer.get("type")).isEqualTo("/problems/invalid_request");
        assertThat(answer.get("instance")).isEqualTo(room.path("/sandboxes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":5}",
                "{\"name\":\"\"}",
                "{\"name\":null}",
                "{}",
                "{\"name\":\"s\",\"labels\":[]}",
                "{\"name\":\"s\",\"labels\":{\"a b\":\"c\"}}",
                "{\"name\":\"s\",\"labels\":{\"a\":1}}",
                "{\"name\":\"s\",\"connection_details\":\"ssh\"}",
                "{\"name\":\"s\",\"delivery\":{\"ordering\":\"none\"}}",
                "{\"name\":\"s\",\"delivery\":{\"max_attempts\":0}}",
                "{\"name\":\"s\",\"delivery\":{\"max_attempts\":1.5}}",
                "{\"name\":\"s\",\"resource_limits\":{\"cpu\":-1}}",
                "{\"name\":\"s\",\"agent_config\":{\"temperature\":\"hot\"}}",
                "{\"name\":\"s\",\"status\":\"running\"}",
                "{\"name\":\"s\",\"sandbox_id\":\"sb_0123456789\"}"
            })
    void shouldRefuseASandboxSuchAs(String body) {
        refused(log, room.asks("POST", "/sandboxes").saying(body), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"\"}",
                "{\"name\":null}",
                "{\"nam\":\"x\"}",
                "{\"nam\":null}",
                "[]",
                "\"x\"",
                "{\"settings\":{\"llm_providers\":5}}",
                "{\"settings\":{\"collaboration\":{\"max_hops\":-1}}}",
                "{\"version\":7}"
            })
    void shouldRefuseAPatchSuchAs(String body) {
        refused(log, room.asks("PATCH", "").saying(body), 400, "invalid_request");
    }

    @Test
    void shouldRefuseAnIllegalTransition() {
        // Given
        var before = log.mark();

        // When
        var answer = room.posts("/sandboxes/" + alice + "/status", "{\"status\":\"running\"}");

        // Then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("illegal_transition");
        assertThat(log.since(before, Topics.EVENTS, room.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"status\":\"flying\"}", "{\"status\":null}", "{}", "{\"status\":\"error\",\"reason\":\"\"}"})
    void shouldRefuseAStatusSuchAs(String body) {
        refused(log, room.asks("POST", "/sandboxes/" + alice + "/status").saying(body), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":\"unhealthy\"}", "{\"status\":\"unknown\"}", "{\"mood\":1}", "[]"})
    void shouldRefuseAHeartbeatSuchAs(String body) {
        refused(log, room.asks("POST", "/sandboxes/" + alice + "/heartbeat").saying(body), 400, "invalid_request");
    }

    @Test
    void shouldRefuseAnAddressThatIsTaken() {
        // Given
        var olga = room.member();

        // Then
        var body = "{\"email\":\"%s\",\"password\":\"long enough\",\"full_name\":\"Another\"}";
        refused(log, node.post("/v1/auth/register", body.formatted(olga.email())), 409, "email_taken");
        refused(
                log,
                node.post("/v1/auth/register", body.formatted(olga.email().toUpperCase(java.util.Locale.ROOT))),
                409,
                "email_taken");
    }
}

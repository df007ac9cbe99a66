package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sandboxes: what they are, where they stand, whether they live. */
@WithInstallation
final class SandboxTest {
    private static Room room;

    @BeforeAll
    static void open(Installation installation) {
        room = Person.registersAt(installation.node(), "Olga").opens("lab");
    }

    @Test
    void shouldKeepEverythingThatItsOwnerSaysOfIt() {
        // When
        var made = room.posts("/sandboxes", """
            {"name":"coder","agent_config":{"role":"coder","model":"m-1","provider":"acme","system_prompt":"Be kind.",
             "temperature":0.70,"max_tokens":4096,"tools":["search"]},
             "connection_details":{"host":"h","ports":[1,2]},"labels":{"team":"blue"},
             "delivery":{"ack_wait_seconds":60,"ordering":"strict"}}\
            """);

        // Then
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.get("status")).isEqualTo("provisioning");
        assertThat(made.get("health/status")).isEqualTo("unknown");
        assertThat(made.json().at("/agent_config/max_tokens").asInt()).isEqualTo(4096);
        assertThat(room.member().gets(made.mustHave("Location")).good().json()).isEqualTo(made.json());
    }

    /** Each status, how to come there from the beginning, and where it may go. */
    @ParameterizedTest(name = "from {0}")
    @CsvSource({
        "provisioning, '',                  starting error stopped",
        "starting,     starting,            running stopping error",
        "running,      starting running,    stopping error",
        "stopping,     starting stopping,   stopped error",
        "stopped,      stopped,             starting",
        "error,        error,               starting stopped",
    })
    void shouldMoveOnlyAlongLegalTransitions(String from, String way, String legal) {
        for (var to : List.of("provisioning", "starting", "running", "stopping", "stopped", "error")) {
            // Given
            var sandbox = room.sandbox(from + "-" + to);
            Stream.of(way.split(" "))
                    .filter(step -> !step.isEmpty())
                    .forEach(step -> move(sandbox, step).good());

            // When
            var answer = move(sandbox, to);

            // Then
            if (List.of(legal.split(" ")).contains(to)) {
                assertThat(answer.good().get("status")).isEqualTo(to);
            } else {
                assertThat(answer.status()).as(from + " to " + to).isEqualTo(409);
                assertThat(answer.code()).isEqualTo("illegal_transition");
            }
        }
    }

    @Test
    void shouldSayWhereItRuns() {
        // Given
        var sandbox = room.sandbox("where");

        // When
        var started = room.posts(
                        "/sandboxes/" + sandbox + "/status",
                        "{\"status\":\"starting\",\"container_id\":\"c-1\",\"connection_details\":{\"port\":1},\"reason\":\"asked\"}")
                .good();

        // Then
        assertThat(started.get("container_id")).isEqualTo("c-1");
        assertThat(started.json().at("/connection_details/port").asInt()).isEqualTo(1);
        assertThat(room.gets("/sandboxes/" + sandbox).good().json()).isEqualTo(started.json());
    }

    @Test
    void shouldBeHealthyOnceItIsHeardOf() {
        // Given
        var sandbox = room.sandbox("lively");

        // When
        var beat = room.posts("/sandboxes/" + sandbox + "/heartbeat", "{\"detail\":\"fine\"}");

        // Then
        assertThat(beat.isGood()).as(beat.toString()).isTrue();
        var read = room.gets("/sandboxes/" + sandbox).good();
        assertThat(read.get("health/status")).isEqualTo("healthy");
        assertThat(read.get("health/detail")).isEqualTo("fine");
        assertThat(read.get("health/last_heartbeat_at")).endsWith("Z");
        room.posts("/sandboxes/" + sandbox + "/heartbeat", "{\"status\":\"degraded\"}")
                .good();
        assertThat(room.gets("/sandboxes/" + sandbox).good().get("health/status"))
                .isEqualTo("degraded");
        assertThat(room.asks("POST", "/sandboxes/" + sandbox + "/heartbeat")
                        .answer()
                        .isGood())
                .isTrue();
    }

    @Test
    void shouldShowNewHealthWithoutRefusingWhoeverEditsWhatTheyHaveSeen() {
        // Given
        var sandbox = "/sandboxes/" + room.sandbox("edited");
        var seen = room.gets(sandbox).good();
        room.posts(sandbox + "/heartbeat", "{\"status\":\"degraded\"}").good();

        // When
        var readAgain =
                room.asks("GET", sandbox).with("If-None-Match", seen.etag()).answer();
        var edited = room.asks("PATCH", sandbox)
                .with("If-Match", seen.etag())
                .saying("{\"name\":\"better\"}")
                .answer();

        // Then
        assertThat(readAgain.status()).isEqualTo(200);
        assertThat(readAgain.get("health/status")).isEqualTo("degraded");
        assertThat(readAgain.get("version")).isEqualTo(seen.get("version"));
        assertThat(edited.status()).as(edited.toString()).isEqualTo(200);
        assertThat(room.asks("PATCH", sandbox)
                        .with("If-Match", seen.etag())
                        .saying("{\"name\":\"worse\"}")
                        .answer()
                        .status())
                .isEqualTo(412);
    }

    @Test
    void shouldBeGoneOnceItIsDeleted() {
        // Given
        var alice = room.sandbox("alice");
        var bob = room.sandbox("bob");

        // When
        var deleted = room.asks("DELETE", "/sandboxes/" + bob).answer();

        // Then
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(room.gets("/sandboxes/" + bob).code()).isEqualTo("sandbox_not_found");
        assertThat(room.asks("DELETE", "/sandboxes/" + bob).answer().status()).isEqualTo(404);
        assertThat(room.says(alice, bob, "1").code()).isEqualTo("recipient_not_found");
    }

    @Test
    void shouldTellWhatGoesOn() {
        // Given
        var busy = room.member().opens("busy");
        var alice = busy.sandbox("alice");
        var bob = busy.sandbox("bob");
        busy.says(alice, bob, "1").good();
        busy.posts("/messages", Room.message(bob, alice, "notification", "2")).good();
        busy.says(alice, bob, "3").good();

        // When
        var metrics = busy.gets("/metrics").good();

        // Then
        assertThat(metrics.json().at("/messages/total").asInt()).isEqualTo(3);
        assertThat(metrics.json().at("/messages/by_status/pending").asInt()).isEqualTo(3);
        assertThat(metrics.json().at("/messages/by_type/request").asInt()).isEqualTo(2);
        assertThat(metrics.json().at("/sandboxes/0/sandbox_id").asText()).isEqualTo(bob);
        assertThat(metrics.json().at("/rates/last_hour").asInt()).isEqualTo(3);
        assertThat(metrics.json().at("/oldest_pending_age_seconds").isNumber()).isTrue();
    }

    private static Answer move(String sandbox, String to) {
        return room.posts("/sandboxes/" + sandbox + "/status", "{\"status\":\"" + to + "\"}");
    }
}

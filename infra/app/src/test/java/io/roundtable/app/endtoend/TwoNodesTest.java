package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one node did, seen from another; waiting, not waiting, and not asking twice for what is known. */
@WithInstallation
final class TwoNodesTest {
    private static Person here;
    private static Person there;
    private static Room room;
    private static String alice;
    private static String bob;

    @BeforeAll
    static void open(Installation installation) {
        here = Person.registersAt(installation.node(), "Olga");
        there = here.at(installation.otherNode());
        room = here.opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
    }

    @Test
    void shouldShowWhatTheTokenPromises() {
        for (int i = 0; i < 30; i++) {
            // Given
            var said = room.says(alice, bob, "{\"i\":" + i + "}").good();

            // When
            var read = there.asks("GET", said.mustHave("Location"))
                    .with("Consistency-Token", said.token())
                    .answer();

            // Then
            assertThat(read.status()).as(read.toString()).isEqualTo(200);
            assertThat(read.json().at("/content/i").asInt()).isEqualTo(i);
        }
    }

    @Test
    void shouldKnowANewWorkspaceByItsToken() {
        // Given
        var made = here.posts("/v1/workspaces", "{\"name\":\"brand new\"}").good();

        // When
        var read = there.asks("GET", made.mustHave("Location"))
                .with("Consistency-Token", made.token())
                .answer();
        var listed = there.asks("GET", "/v1/workspaces?limit=200")
                .with("Consistency-Token", made.token())
                .answer();

        // Then
        assertThat(read.status()).isEqualTo(200);
        assertThat(listed.text()).contains(made.get("workspace_id"));
    }

    @Test
    void shouldNeverShowLessThanItHasShownToAnybody() {
        for (int i = 0; i < 30; i++) {
            var said = room.says(alice, bob, "{\"i\":" + i + "}").good();
            assertThat(here.gets(said.mustHave("Location")).status()).isEqualTo(200);
        }
    }

    @Test
    void shouldAnswerAtOnceWhenAskedTo() {
        // When
        var answer = room.asks("POST", "/messages")
                .saying(Room.message(alice, bob, "\"later\""))
                .with("Prefer", "respond-async")
                .answer();

        // Then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.mustHave("Preference-Applied")).isEqualTo("respond-async");
        assertThat(answer.get("status")).isEqualTo("pending");
        assertThat(answer.mustHave("Location")).isEqualTo(room.path("/commands/" + answer.mustHave("Command-Id")));
        var outcome = decided(there, answer);
        assertThat(outcome.get("status")).isEqualTo("accepted");
        assertThat(outcome.get("resource_id")).isEqualTo(answer.get("resource_id"));
        var read = there.asks("GET", room.path("/messages/" + outcome.get("resource_id")))
                .with("Consistency-Token", outcome.token())
                .answer();
        assertThat(read.good().get("content")).isEqualTo("later");
    }

    @Test
    void shouldTellOfARefusalFromAnyNode() {
        // When
        var answer = room.asks("POST", "/messages")
                .saying(Room.message(alice, "sb_nobody00000", "1"))
                .with("Prefer", "respond-async")
                .answer();

        // Then
        assertThat(answer.status()).isEqualTo(202);
        var outcome = decided(there, answer);
        assertThat(outcome.get("status")).isEqualTo("rejected");
        assertThat(outcome.get("problem/code")).isEqualTo("recipient_not_found");
    }

    @Test
    void shouldWaitAsLongAsIsPreferred() {
        // When
        var patient = room.asks("POST", "/messages")
                .saying(Room.message(alice, bob, "1"))
                .with("Prefer", "wait=20")
                .answer();
        var impatient = room.asks("POST", "/messages")
                .saying(Room.message(alice, bob, "1"))
                .with("Prefer", "wait=0")
                .answer();

        // Then
        assertThat(patient.status()).isEqualTo(201);
        assertThat(patient.mustHave("Preference-Applied")).isEqualTo("wait=20");
        assertThat(impatient.status()).isEqualTo(202);
        assertThat(impatient.mustHave("Preference-Applied")).isEqualTo("wait=0");
    }

    @Test
    void shouldNotSendAgainWhatIsKnown() {
        // Given
        var path = room.path("/sandboxes/" + alice);
        var read = here.gets(path).good();

        // When
        var again = here.asks("GET", path).with("If-None-Match", read.etag()).answer();
        var listed = here.gets(room.path("/sandboxes")).good();
        var listedAgain = here.asks("GET", room.path("/sandboxes"))
                .with("If-None-Match", "\"other\", " + listed.etag())
                .answer();

        // Then
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.etag()).isEqualTo(read.etag());
        assertThat(listedAgain.status()).isEqualTo(304);
        assertThat(here.asks("GET", path)
                        .with("If-None-Match", "\"999\"")
                        .answer()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldChangeOnlyWhatTheCallerHasSeen() {
        // Given
        var lab = here.opens("lab");
        var seen = lab.gets("").good().etag();

        // When
        var first = lab.asks("PATCH", "")
                .saying("{\"name\":\"one\"}")
                .with("If-Match", seen)
                .answer();
        var second = lab.as(there)
                .asks("PATCH", "")
                .saying("{\"name\":\"two\"}")
                .with("If-Match", seen)
                .with("Consistency-Token", first.token())
                .answer();

        // Then
        assertThat(first.good().etag()).isNotEqualTo(seen);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.code()).isEqualTo("version_mismatch");
        assertThat(lab.asks("DELETE", "").with("If-Match", seen).answer().status())
                .isEqualTo(412);
        assertThat(lab.asks("PATCH", "")
                        .saying("{\"name\":\"three\"}")
                        .with("If-Match", "*")
                        .answer()
                        .status())
                .isEqualTo(200);
        assertThat(lab.gets("").good().get("name")).isEqualTo("three");
    }

    @Test
    void shouldAcceptTheSamePersonEverywhere() {
        assertThat(there.gets("/v1/users/me").good().get("user_id")).isEqualTo(here.id());
        here.patches("/v1/users/me", "{\"preferences\":{\"theme\":\"dark\"}}").good();
        assertThat(there.gets("/v1/users/me").good().get("preferences/theme")).isEqualTo("dark");
        assertThat(there.asks("GET", "/v1/users/me")
                        .without("Authorization")
                        .answer()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void shouldForgetAMemberOnEveryNode() {
        // Given
        var pia = Person.registersAt(there.node(), "Pia");
        var lab = here.opens("lab");
        var admitted = lab.admits(pia, "editor").good();
        assertThat(pia.asks("GET", lab.path(""))
                        .with("Consistency-Token", admitted.token())
                        .answer()
                        .status())
                .isEqualTo(200);

        // When
        var removed = here.deletes(lab.path("/members/" + pia.id())).good();

        // Then
        assertThat(pia.asks("GET", lab.path(""))
                        .with("Consistency-Token", removed.token())
                        .answer()
                        .status())
                .isEqualTo(404);
    }

    private static Answer decided(Person reader, Answer pending) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> reader.gets(pending.mustHave("Location")).good(),
                        outcome -> !outcome.get("status").equals("pending"));
    }
}

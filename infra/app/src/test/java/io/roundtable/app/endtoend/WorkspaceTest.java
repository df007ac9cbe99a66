package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workspaces, who belongs to them, and what each may do there. */
@WithInstallation
final class WorkspaceTest {
    private static Node node;
    private static Person olga;

    @BeforeAll
    static void open(Installation installation) {
        node = installation.node();
        olga = Person.registersAt(node, "Olga");
    }

    @Test
    void shouldBelongToWhoeverOpenedIt() {
        // When
        var made = olga.posts("/v1/workspaces", "{\"name\":\"lab\",\"description\":\"where we work\"}");

        // Then
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.get("role")).isEqualTo("owner");
        assertThat(made.json().path("version").asInt()).isEqualTo(1);
        var read = olga.gets(made.mustHave("Location")).good();
        assertThat(read.json()).isEqualTo(made.json());
    }

    @Test
    void shouldChangeByAMergePatchOfEitherType() {
        // Given
        var room = olga.opens("before");

        // When
        room.asks("PATCH", "")
                .saying("{\"description\":\"new\"}")
                .with("Content-Type", "application/merge-patch+json")
                .answer()
                .good();
        var changed = olga.patches(
                        room.path(""), "{\"name\":\"after\",\"settings\":{\"collaboration\":{\"max_hops\":3}}}")
                .good();

        // Then
        assertThat(changed.get("name")).isEqualTo("after");
        assertThat(changed.get("description")).isEqualTo("new");
        assertThat(changed.json().at("/settings/collaboration/max_hops").asInt())
                .isEqualTo(3);
        assertThat(changed.json().path("version").asInt()).isEqualTo(3);
        assertThat(room.gets("").good().json()).isEqualTo(changed.json());
        assertThat(olga.patches(room.path(""), "{\"description\":null}")
                        .good()
                        .json()
                        .path("description")
                        .isNull())
                .isTrue();
    }

    @Test
    void shouldRefuseASecretByValue() {
        // When
        var answer = olga.posts(
                "/v1/workspaces",
                "{\"name\":\"x\",\"settings\":{\"llm_providers\":{\"one\":{\"provider\":\"acme\",\"api_key\":\"sk-123\"}}}}");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_request");
    }

    @ParameterizedTest(name = "a {0}: {1} {2} is {3}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "viewer, GET,    ``,         ``,                     200",
                "viewer, GET,    /messages,  ``,                     200",
                "viewer, GET,    /metrics,   ``,                     200",
                "viewer, GET,    /members,   ``,                     200",
                "viewer, PATCH,  ``,         `{\"name\":\"x\"}`,     403",
                "viewer, POST,   /sandboxes, `{\"name\":\"x\"}`,     403",
                "viewer, POST,   /messages,  `{}`,                   403",
                "viewer, DELETE, ``,         ``,                     403",
                "editor, PATCH,  ``,         `{\"name\":\"x\"}`,     200",
                "editor, POST,   /sandboxes, `{\"name\":\"x\"}`,     201",
                "editor, DELETE, ``,         ``,                     403",
                "owner,  PATCH,  ``,         `{\"name\":\"x\"}`,     200",
                "owner,  DELETE, ``,         ``,                     204",
            })
    void shouldLetEachRoleDoWhatItMay(String role, String method, String rest, String body, int status) {
        // Given
        var room = olga.opens("lab");
        var guest = Person.registersAt(node, "Guest");
        room.admits(guest, role).good();

        // When
        var ask = room.as(guest).asks(method, rest);
        var answer = (body.isEmpty() ? ask : ask.saying(body)).answer();

        // Then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }

    @Test
    void shouldLetMembersComeAndGo() {
        // Given
        var room = olga.opens("lab");
        var pia = Person.registersAt(node, "Pia");
        assertThat(room.as(pia).gets("").status()).isEqualTo(404);

        // When
        var admitted = room.admits(pia, "viewer");

        // Then
        assertThat(admitted.good().get("role")).isEqualTo("viewer");
        var asViewer = room.as(pia).gets("").good();
        assertThat(asViewer.get("role")).isEqualTo("viewer");
        room.admits(pia, "editor").good();
        assertThat(room.as(pia)
                        .asks("GET", "")
                        .with("If-None-Match", asViewer.etag())
                        .answer()
                        .get("role"))
                .isEqualTo("editor");
        assertThat(room.as(pia).posts("/sandboxes", "{\"name\":\"x\"}").status())
                .isEqualTo(201);
        assertThat(room.gets("/members").good().data()).hasSize(2);
        assertThat(room.as(pia).gets("/members/" + olga.id()).good().get("role"))
                .isEqualTo("owner");
        assertThat(pia.deletes(room.path("/members/" + pia.id())).status()).isEqualTo(204);
        assertThat(room.as(pia).gets("").status()).isEqualTo(404);
        assertThat(room.as(pia).posts("/sandboxes", "{\"name\":\"x\"}").status())
                .isEqualTo(404);
    }

    @Test
    void shouldKeepItsLastOwner() {
        // Given
        var room = olga.opens("lab");

        // When
        var leaving = olga.deletes(room.path("/members/" + olga.id()));
        var demoted = room.admits(olga, "viewer");

        // Then
        assertThat(leaving.status()).isEqualTo(409);
        assertThat(leaving.code()).isEqualTo("last_owner");
        assertThat(demoted.code()).isEqualTo("last_owner");
    }

    @Test
    void shouldAdmitNobodyWhoHasNoAccount() {
        // When
        var answer = olga.puts(olga.opens("lab").path("/members/usr_0123456789"), "{\"role\":\"viewer\"}");

        // Then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("user_not_found");
    }

    @Test
    void shouldBeReadButNotSpokenInOnceArchived() {
        // Given
        var room = olga.opens("lab");
        var alice = room.sandbox("alice");
        var bob = room.sandbox("bob");
        var said = room.says(alice, bob, "\"the last word\"").good();

        // When
        var archived = olga.deletes(room.path(""));

        // Then
        assertThat(archived.status()).isEqualTo(204);
        assertThat(archived.body()).isEmpty();
        assertThat(room.says(alice, bob, "\"one more\"").code()).isEqualTo("workspace_archived");
        assertThat(room.gets("").good().json().path("is_active").asBoolean(true))
                .isFalse();
        assertThat(olga.gets(said.mustHave("Location")).status()).isEqualTo(200);
    }

    @Test
    void shouldShowNothingOfItToAnybodyElse() {
        // Given
        var room = olga.opens("secret-name");
        var alice = room.sandbox("alice");
        var said = room.says(alice, room.sandbox("bob"), "\"a secret\"").good();
        var stan = Person.registersAt(node, "Stan");
        var own = stan.opens("own");
        var message = said.get("message_id");

        // Then
        for (var path : new String[] {
            room.path(""),
            room.path("/members"),
            room.path("/metrics"),
            room.path("/messages"),
            room.path("/messages/" + message),
            room.path("/sandboxes/" + alice),
            room.path("/commands/" + said.mustHave("Command-Id")),
            own.path("/messages/" + message),
            own.path("/sandboxes/" + alice),
            own.path("/commands/" + said.mustHave("Command-Id")),
            own.path("/members/" + olga.id())
        }) {
            var answer = stan.gets(path);
            assertThat(answer.text()).as(path).doesNotContain("secret");
            assertThat(answer.status() == 404 || answer.get("status").equals("pending"))
                    .as(path + ": " + answer)
                    .isTrue();
        }
        assertThat(own.gets("/messages?sandbox_id=" + alice).good().data()).isEmpty();
        assertThat(stan.gets("/v1/workspaces").good().text()).doesNotContain("secret");
        assertThat(own.says(alice, alice, "1").status()).isEqualTo(422);
        assertThat(stan.patches(room.path(""), "{\"name\":\"mine\"}").status()).isEqualTo(404);
        assertThat(stan.deletes(room.path("/sandboxes/" + alice)).status()).isEqualTo(404);
    }
}

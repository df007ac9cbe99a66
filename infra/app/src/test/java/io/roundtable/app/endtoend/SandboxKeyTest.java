package io.roundtable.app.endtoend;

import static io.roundtable.persistence.jooq.identity.Tables.SANDBOX_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Ask;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent that has nothing but the key of its sandbox. */
@WithInstallation
final class SandboxKeyTest {
    private static Node node;
    private static Node other;
    private static Installation here;
    private static Room room;
    private static String alice;
    private static String bob;
    private static String carol;
    private static String alicesKey;

    @BeforeAll
    static void open(Installation installation) {
        here = installation;
        node = installation.node();
        other = installation.otherNode();
        room = Person.registersAt(node, "Olga").opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
        carol = room.sandbox("carol");
        alicesKey = makesKey(alice).get("api_key");
    }

    @Test
    void shouldBeShownOnceAndKeptAsItsHash() {
        // When
        var made = makesKey(bob);

        // Then
        var key = made.get("api_key");
        assertThat(key)
                .matches("rt_live_[0-9a-z]{26}_[0-9a-f]{64}")
                .contains(made.get("key_id").substring(4));
        assertThat(made.mustHave("Cache-Control")).isEqualTo("no-store");
        assertThat(made.mustHave("Location")).isEqualTo(room.path(keys(bob) + "/" + made.get("key_id")));
        var listed = room.gets(keys(bob)).good();
        assertThat(listed.text()).contains(made.get("key_id")).doesNotContain("api_key", key);
        try (var database = database()) {
            var row = database.identity().fetchSingle(SANDBOX_KEYS, SANDBOX_KEYS.KEY_ID.eq(made.get("key_id")));
            assertThat(row.intoList().toString()).doesNotContain(key, key.substring(key.length() - 64));
            assertThat(row.getKeyHash()).hasSize(32);
        }
    }

    @Test
    void shouldSpeakForItsSandboxWithoutNamingIt() {
        // When
        var sent = with(alicesKey, "POST", "/messages")
                .saying("{\"to_sandbox_id\":\"%s\",\"message_type\":\"request\",\"content\":1}".formatted(bob))
                .answer();

        // Then
        assertThat(sent.status()).as(sent.toString()).isEqualTo(201);
        assertThat(sent.get("from_sandbox_id")).isEqualTo(alice);
        assertThat(room.member().gets(sent.mustHave("Location")).good().get("from_sandbox_id"))
                .isEqualTo(alice);
    }

    @Test
    void shouldSpeakInBatchesAndBroadcastsToo() {
        // Given
        var own = "{\"to_sandbox_id\":\"%s\",\"message_type\":\"request\",\"content\":1}".formatted(bob);

        // When
        var batch = with(alicesKey, "POST", "/messages/batch")
                .saying("{\"messages\":[" + own + "," + Room.message(bob, alice, "2") + "]}")
                .answer()
                .good();
        var broadcast = with(alicesKey, "POST", "/messages/broadcast")
                .saying("{\"message_type\":\"notification\",\"content\":3}")
                .answer()
                .good();

        // Then
        assertThat(batch.json().at("/data/0/message/from_sandbox_id").asText()).isEqualTo(alice);
        assertThat(batch.json().at("/data/1/status").asInt()).isEqualTo(403);
        assertThat(broadcast.data()).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.at("/message/from_sandbox_id").asText()).isEqualTo(alice);
            assertThat(entry.at("/message/to_sandbox_id").asText()).isNotEqualTo(alice);
        });
    }

    @Test
    void shouldNotSpeakForAnother() {
        // When
        var answer = with(alicesKey, "POST", "/messages")
                .saying(Room.message(bob, alice, "1"))
                .answer();

        // Then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("forbidden");
    }

    @Test
    void shouldSeeWhatItsSandboxHasSentOrWasSentAndNothingElse() {
        // Given
        var toBob = room.says(alice, bob, "\"to bob\"").good();
        var toAlice = room.says(carol, alice, "\"to alice\"").good();
        var behindHerBack = room.says(bob, carol, "\"about alice\"").good();

        // When
        var listed = with(alicesKey, "GET", "/messages?limit=200&count=true")
                .answer()
                .good();

        // Then
        assertThat(listed.text())
                .contains(toBob.get("message_id"), toAlice.get("message_id"))
                .doesNotContain(behindHerBack.get("message_id"));
        assertThat(listed.json().at("/pagination/count").asInt())
                .isEqualTo(listed.data().size());
        assertThat(read(alicesKey, toBob).status()).isEqualTo(200);
        assertThat(read(alicesKey, toAlice).status()).isEqualTo(200);
        assertThat(read(alicesKey, behindHerBack).code()).isEqualTo("message_not_found");
        assertThat(with(alicesKey, "GET", "/messages?from_sandbox_id=" + bob + "&to_sandbox_id=" + carol)
                        .answer()
                        .good()
                        .data())
                .isEmpty();
        assertThat(with(alicesKey, "GET", "/messages?sandbox_id=" + alice)
                        .answer()
                        .status())
                .isEqualTo(200);
        assertThat(with(alicesKey, "GET", "/messages?sandbox_id=" + carol)
                        .answer()
                        .code())
                .isEqualTo("forbidden");
    }

    @Test
    void shouldTendItsSandboxAndNoOther() {
        // Given
        var dora = room.sandbox("dora");
        var key = makesKey(dora).get("api_key");

        // When
        var beat = with(key, "POST", "/sandboxes/" + dora + "/heartbeat").answer();
        var moved = with(key, "POST", "/sandboxes/" + dora + "/status")
                .saying("{\"status\":\"starting\"}")
                .answer();
        var anothers = with(key, "POST", "/sandboxes/" + bob + "/heartbeat").answer();

        // Then
        assertThat(beat.status()).isEqualTo(204);
        assertThat(moved.good().get("status")).isEqualTo("starting");
        assertThat(with(key, "GET", "/sandboxes/" + dora).answer().good().get("health/status"))
                .isEqualTo("healthy");
        assertThat(anothers.code()).isEqualTo("forbidden");
        assertThat(with(key, "GET", "/sandboxes/sb_nobody00000").answer().code())
                .isEqualTo("forbidden");
        assertThat(with(key, "GET", "").answer().code()).isEqualTo("forbidden");
        assertThat(with(key, "DELETE", "/sandboxes/" + dora).answer().code()).isEqualTo("forbidden");
        assertThat(with(key, "POST", keys(dora)).answer().code()).isEqualTo("forbidden");
        assertThat(with(key, "GET", "/nonsense").answer().code()).isEqualTo("not_found");
    }

    @Test
    void shouldLearnWhatBecameOfWhatItDidNotWaitFor() {
        // When
        var pending = with(alicesKey, "POST", "/messages")
                .saying("{\"to_sandbox_id\":\"%s\",\"message_type\":\"request\",\"content\":1}".formatted(bob))
                .with("Prefer", "respond-async")
                .answer();

        // Then
        assertThat(pending.status()).isEqualTo(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(node.get(pending.mustHave("Location"))
                                .as(alicesKey)
                                .answer()
                                .good()
                                .get("status"))
                        .isEqualTo("accepted"));
    }

    @Test
    void shouldBeDeadOnEveryNodeWithinASecondOnceItIsRevoked() {
        // Given
        var made = makesKey(carol);
        var key = made.get("api_key");
        assertThat(at(other, key, carol).status()).isEqualTo(200);
        assertThat(at(node, key, carol).status()).isEqualTo(200);

        // When
        var revoked =
                room.asks("DELETE", keys(carol) + "/" + made.get("key_id")).answer();

        // Then
        assertThat(revoked.status()).isEqualTo(204);
        assertThat(at(node, key, carol).code()).isEqualTo("unauthorized");
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> at(other, key, carol).status() == 401);
        assertThat(room.gets(keys(carol)).good().data())
                .filteredOn(entry -> entry.path("key_id").asText().equals(made.get("key_id")))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.path("revoked_at").asText()).endsWith("Z"));
        assertThat(room.asks("DELETE", keys(carol) + "/" + made.get("key_id"))
                        .answer()
                        .status())
                .isEqualTo(204);
    }

    @Test
    void shouldGoWithItsSandbox() {
        // Given
        var eve = room.sandbox("eve");
        var key = makesKey(eve).get("api_key");
        assertThat(at(other, key, eve).status()).isEqualTo(200);

        // When
        room.asks("DELETE", "/sandboxes/" + eve).answer().good();

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(at(other, key, eve).code()).isEqualTo("unauthorized"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(at(node, key, eve).code()).isEqualTo("unauthorized"));
        assertThat(room.gets(keys(eve)).code()).isEqualTo("sandbox_not_found");
    }

    @Test
    void shouldBeOfNoUseElsewhere() {
        // Given
        var elsewhere = Person.registersAt(node, "Pia").opens("elsewhere");

        // When
        var answer = node.get(elsewhere.path("/messages")).as(alicesKey).answer();

        // Then
        assertThat(answer.code()).isEqualTo("workspace_not_found");
        assertThat(node.get("/v1/users/me").as(alicesKey).answer().code()).isEqualTo("forbidden");
        assertThat(node.get("/v1/workspaces").as(alicesKey).answer().code()).isEqualTo("forbidden");
    }

    @Test
    void shouldBeForEditorsToMakeSeeAndRevoke() {
        // Given
        var vito = Person.registersAt(node, "Vito");
        var edda = Person.registersAt(node, "Edda");
        room.admits(vito, "viewer").good();
        room.admits(edda, "editor").good();
        var id = makesKey(bob).get("key_id");

        // When
        var editors = room.as(edda);
        var viewers = room.as(vito);

        // Then
        assertThat(viewers.posts(keys(bob), "{}").status()).isEqualTo(403);
        assertThat(viewers.gets(keys(bob)).status()).isEqualTo(403);
        assertThat(viewers.asks("DELETE", keys(bob) + "/" + id).answer().status())
                .isEqualTo(403);
        assertThat(editors.posts(keys(bob), "{\"name\":\"edda's\"}").good().get("name"))
                .isEqualTo("edda's");
        assertThat(editors.gets(keys(bob) + "?limit=1").good().data()).hasSize(1);
        assertThat(editors.asks("DELETE", keys(alice) + "/" + id).answer().code())
                .isEqualTo("key_not_found");
        assertThat(editors.asks("DELETE", keys(bob) + "/" + id).answer().status())
                .isEqualTo(204);
        assertThat(editors.posts(keys(bob), "{\"name\":\"\"}").status()).isEqualTo(400);
        assertThat(editors.asks("DELETE", keys(bob) + "/nonsense").answer().code())
                .isEqualTo("key_not_found");
    }

    @Test
    void shouldNotBeMadeWithoutEnd() {
        // Given
        var many = room.sandbox("many");
        for (int i = 0; i < 100; i++) {
            makesKey(many);
        }

        // When
        var answer = room.asks("POST", keys(many)).answer();

        // Then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("too_many_keys");
        assertThat(room.gets(keys(many) + "?count=true&limit=200").good().data())
                .hasSize(100);
    }

    private static Answer makesKey(String sandbox) {
        return room.asks("POST", keys(sandbox)).answer().good();
    }

    private static String keys(String sandbox) {
        return "/sandboxes/" + sandbox + "/keys";
    }

    private static Ask with(String key, String method, String rest) {
        return node.ask(method, room.path(rest)).as(key);
    }

    private static Answer at(Node node, String key, String sandbox) {
        return node.get(room.path("/sandboxes/" + sandbox)).as(key).answer();
    }

    private static Answer read(String key, Answer sent) {
        return node.get(sent.mustHave("Location")).as(key).answer();
    }

    private static Database database() {
        var where = here.database();
        return Database.open(DatabaseSettings.of(where.jdbcUrl(), where.user(), where.password()));
    }
}

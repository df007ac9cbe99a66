package io.roundtable.app.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Ask;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that could not be handled: operators see their bytes, and give them once more or not. */
@WithInstallation
final class PoisonSeenTest {

    private static final Random RANDOM = new Random(11);

    private static Log log;
    private static Node node;
    private static String operator;
    private static Room room;
    private static String alice;
    private static String bob;
    private static int partition;

    @BeforeAll
    static void open(Installation installation) {
        log = installation.log();
        node = installation.node();
        room = Person.registersAt(node, "Olga").opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
        partition = new Partitions(Installation.PARTITIONS).of(new WorkspaceId(room.id()));
        operator = Installation.operatorAt(node);
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Topics.COMMANDS, Topics.EVENTS, Topics.REPLIES, Topics.DELIVERIES, Topics.DEAD_LETTERS})
    void shouldShowTheBytesOfWhatIsForeignOn(String topic) {
        // Given
        var noise = noise();
        var headers = new RecordHeaders().add("odd", null).add("ce_time", new byte[] {0, 1});

        // When
        var at = log.append(new TopicPartition(topic, partition), noise, noise, headers);

        // Then
        var listed = await(topic, at.offset());
        assertThat(listed.path("partition").asInt()).isEqualTo(partition);
        assertThat(listed.path("status").asText()).isEqualTo("waiting");
        assertThat(listed.path("reason").asText()).isNotBlank();
        assertThat(listed.path("value_bytes").asInt()).isEqualTo(noise.length);
        assertThat(listed.has("value_base64")).isFalse();
        var whole = get(listed).good();
        assertThat(Base64.getDecoder().decode(whole.get("key_base64"))).isEqualTo(noise);
        assertThat(Base64.getDecoder().decode(whole.get("value_base64"))).isEqualTo(noise);
        assertThat(whole.json().path("headers")).anySatisfy(header -> {
            assertThat(header.path("name").asText()).isEqualTo("odd");
            assertThat(header.has("value_base64")).as("it had none").isFalse();
        });
    }

    @Test
    void shouldShowWhatHasNeitherKeyNorValueNorGoodTimes() {
        // Given
        var headers = new RecordHeaders()
                .add("ce_type", "io.roundtable.record.poisoned.v1".getBytes(UTF_8))
                .add("topic", "roundtable.commands".getBytes(UTF_8))
                .add("partition", "3".getBytes(UTF_8))
                .add("offset", Long.toString(Long.MAX_VALUE).getBytes(UTF_8))
                .add("reason", "a\u0000b".getBytes(UTF_8))
                .add("ce_time", "+999999999-12-31T23:59:59Z".getBytes(UTF_8));

        // When
        log.append(new TopicPartition(Topics.DEAD_LETTERS, partition), null, null, headers);

        // Then
        var listed = await(Topics.COMMANDS, Long.MAX_VALUE);
        assertThat(listed.path("reason").asText()).isEqualTo("a\uFFFDb");
        assertThat(listed.path("value_bytes").isNull()).isTrue();
        assertThat(get(listed).good().text()).doesNotContain("value_base64\":\"");
    }

    @Test
    void shouldGiveACommandOnceMoreAsADryRunFirstShows() {
        // Given: somebody's message, put where its workspace doesn't live
        var before = log.mark();
        room.says(alice, bob, "\"twice\"").good();
        var genuine = log.since(before, Topics.COMMANDS).stream()
                .filter(entry -> entry.isGivenBySomebody())
                .findFirst()
                .orElseThrow();
        var headers = new RecordHeaders(genuine.headers());
        headers.remove("ce_id").add("ce_id", "cmd_000000redriven".getBytes(UTF_8));
        var value = new String(java.util.Objects.requireNonNull(genuine.value()), UTF_8)
                .replaceAll("msg_[0-9a-z]+", "msg_000000redriven")
                .getBytes(UTF_8);
        int wrong = (partition + 1) % Installation.PARTITIONS;
        var at = log.append(new TopicPartition(Topics.COMMANDS, wrong), genuine.key(), value, headers);
        var letter = await(Topics.COMMANDS, at.offset(), wrong);
        var mark = log.mark();

        // When
        var dry = redrive(letter, "{\"dry_run\":true}").good();

        // Then
        assertThat(dry.get("partition")).isEqualTo(Integer.toString(partition));
        assertThat(Base64.getDecoder().decode(dry.get("dead_letter/value_base64")))
                .isEqualTo(value);
        assertThat(log.since(mark, Topics.COMMANDS)).noneMatch(entry -> entry.isGivenBySomebody());
        assertThat(get(letter).good().get("status")).isEqualTo("waiting");

        // When
        var done = redrive(letter, "").good();

        // Then
        assertThat(done.get("dead_letter/status")).isEqualTo("redriven");
        assertThat(log.since(mark, Topics.COMMANDS))
                .filteredOn(entry -> entry.isGivenBySomebody())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.key()).isEqualTo(genuine.key());
                    assertThat(entry.value()).isEqualTo(value);
                    assertThat(entry.partition()).isEqualTo(partition);
                    assertThat(entry.offset())
                            .isEqualTo(done.json().path("offset").asLong());
                    assertThat(entry.header("ce_id")).isEqualTo("cmd_000000redriven");
                });
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                room.gets("/messages/msg_000000redriven").status())
                        .isEqualTo(200));
        assertThat(redrive(letter, "").code()).isEqualTo("dead_letter_not_found");
        assertThat(discard(letter).code()).isEqualTo("dead_letter_not_found");
    }

    @Test
    void shouldGiveNothingOnceMoreThatOnlyTheEngineWrites() {
        // Given
        var at = log.append(new TopicPartition(Topics.EVENTS, partition), null, noise());
        var letter = await(Topics.EVENTS, at.offset());

        // When, then
        for (var body : new String[] {"{\"dry_run\":true}", "{}"}) {
            assertThat(redrive(letter, body).status()).isEqualTo(422);
            assertThat(redrive(letter, body).code()).isEqualTo("not_redrivable");
        }
        assertThat(discard(letter).status()).isEqualTo(204);
        var discarded = get(letter).good();
        assertThat(discarded.get("status")).isEqualTo("discarded");
        assertThat(discarded.get("resolution")).isEqualTo("a test");
        assertThat(discarded.get("decided_by")).startsWith("usr_");
        assertThat(ask("GET", "?status=discarded&topic=" + Topics.EVENTS + "&count=true&limit=1")
                        .answer()
                        .good()
                        .json()
                        .at("/pagination/count")
                        .asInt())
                .isPositive();
    }

    @Test
    void shouldBeForOperatorsAlone() {
        var olga = room.member();
        assertThat(olga.gets("/v1/admin/dead-letters").status()).isEqualTo(403);
        assertThat(olga.gets("/v1/admin/dead-letters/dl_0000000000").status()).isEqualTo(403);
        assertThat(olga.posts("/v1/admin/dead-letters/dl_0000000000/redrive", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(ask("GET", "/dl_0000000000").answer().code()).isEqualTo("dead_letter_not_found");
        assertThat(ask("GET", "?status=dead").answer().code()).isEqualTo("invalid_request");
        assertThat(ask("POST", "/dl_0000000000/redrive")
                        .saying("{\"dry\":1}")
                        .answer()
                        .code())
                .isEqualTo("invalid_request");
    }

    private static byte[] noise() {
        var noise = new byte[300];
        RANDOM.nextBytes(noise);
        return noise;
    }

    private static JsonNode await(String topic, long offset) {
        return await(topic, offset, null);
    }

    private static JsonNode await(String topic, long offset, @Nullable Integer of) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () ->
                                ask("GET", "?order=desc&limit=200&status=waiting&topic=" + topic)
                                        .answer()
                                        .good()
                                        .data()
                                        .stream()
                                        .filter(letter -> letter.path("offset").asLong() == offset)
                                        .filter(letter -> of == null
                                                || letter.path("partition").asInt() == of)
                                        .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static Answer get(JsonNode letter) {
        return ask("GET", "/" + letter.path("dead_letter_id").asText()).answer();
    }

    private static Answer redrive(JsonNode letter, String body) {
        var ask = ask("POST", "/" + letter.path("dead_letter_id").asText() + "/redrive");
        return (body.isEmpty() ? ask : ask.saying(body)).answer();
    }

    private static Answer discard(JsonNode letter) {
        return ask("DELETE", "/" + letter.path("dead_letter_id").asText())
                .saying("{\"reason\":\"a test\"}")
                .answer();
    }

    private static Ask ask(String method, String rest) {
        return node.ask(method, "/v1/admin/dead-letters" + rest).as(operator);
    }
}

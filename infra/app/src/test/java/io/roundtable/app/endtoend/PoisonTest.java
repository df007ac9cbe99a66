package io.roundtable.app.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.log.Mark;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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

/** Records that nobody of us has written, straight on the topics. */
@WithInstallation
final class PoisonTest {
    /** How long a partition may be held up. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static Log log;
    private static Room room;
    private static String alice;
    private static String bob;
    private static int partition;

    @BeforeAll
    static void open(Installation installation) {
        log = installation.log();
        room = Person.registersAt(installation.node(), "Olga").opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
        partition = new Partitions(Installation.PARTITIONS).of(new WorkspaceId(room.id()));
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Topics.COMMANDS, Topics.EVENTS, Topics.REPLIES, Topics.DELIVERIES, Topics.DEAD_LETTERS})
    void shouldGoOnBehindForeignBytesOn(String topic) {
        // Given
        var noise = new byte[1_000];
        new Random(7).nextBytes(noise);
        var mark = log.mark();

        // When
        append(topic, null, noise);
        append(topic, noise, noise);
        append(topic, room.id().getBytes(UTF_8), null);
        append(topic, room.id().getBytes(UTF_8), "{}".getBytes(UTF_8));
        append(topic, null, null);

        // Then
        assertGoesOn();
        if (topic.equals(Topics.COMMANDS) || topic.equals(Topics.EVENTS) || topic.equals(Topics.REPLIES)) {
            var kept = awaitDeadLetters(mark, 5);
            assertThat(kept.get(1).key()).isEqualTo(noise);
            assertThat(kept.get(1).value()).isEqualTo(noise);
            assertThat(kept.get(2).value()).isNull();
            assertThat(kept).allSatisfy(letter -> {
                assertThat(letter.header("topic")).isEqualTo(topic);
                assertThat(letter.header("partition")).isEqualTo(Integer.toString(partition));
                assertThat(letter.header("reason")).isNotBlank();
                assertThat(letter.partition()).isEqualTo(partition);
            });
        }
        if (topic.equals(Topics.DEAD_LETTERS)) {
            // once more, as the poison that they are
            assertThat(awaitDeadLetters(mark, 10))
                    .filteredOn(letter -> letter.header("topic").equals(Topics.DEAD_LETTERS))
                    .hasSize(5);
        }
    }

    @Test
    void shouldKeepTheHeadersOfWhatItCouldNotRead() {
        // Given
        var mark = log.mark();
        var headers = new RecordHeaders()
                .add("ce_type", "io.roundtable.no.such.v1".getBytes(UTF_8))
                .add("odd", null);

        // When
        var at = log.append(to(Topics.COMMANDS), room.id().getBytes(UTF_8), "{}".getBytes(UTF_8), headers);

        // Then
        var letter = awaitDeadLetters(mark, 1).getFirst();
        assertThat(letter.header("original.ce_type")).isEqualTo("io.roundtable.no.such.v1");
        assertThat(letter.header("offset")).isEqualTo(Long.toString(at.offset()));
        assertGoesOn();
    }

    @Test
    void shouldTakeACommandOfAWorkspaceThatLivesElsewhereForPoison() {
        // Given
        var sent = log.mark();
        room.says(alice, bob, "1").good();
        var genuine = log.since(sent, Topics.COMMANDS, room.id()).getFirst();
        var mark = log.mark();
        int wrong = (partition + 1) % Installation.PARTITIONS;

        // When
        log.append(new TopicPartition(Topics.COMMANDS, wrong), genuine.key(), genuine.value(), genuine.headers());
        log.append(to(Topics.COMMANDS), "ws_0123456789".getBytes(UTF_8), genuine.value(), genuine.headers());

        // Then
        var letters = awaitDeadLetters(mark, 2);
        assertThat(letters).allSatisfy(letter -> assertThat(letter.value()).isEqualTo(genuine.value()));
        assertThat(log.since(mark, Topics.EVENTS)).noneMatch(Entry::isGivenBySomebody);
        assertGoesOn();
    }

    @ParameterizedTest
    @ValueSource(ints = {4_000, 100})
    void shouldKeepWholeWhatIsAsLargeAsItsTopicTakes(int room) {
        // Given
        var mark = log.mark();
        var huge = new byte[Topics.MAX_RECORD_BYTES - room];
        Arrays.fill(huge, (byte) 'x');

        // When
        append(Topics.COMMANDS, null, huge);
        append(Topics.EVENTS, null, huge);

        // Then
        assertGoesOn();
        assertThat(awaitDeadLetters(mark, 2)).allSatisfy(letter -> {
            assertThat(letter.value()).isEqualTo(huge);
            assertThat(letter.header("cut")).isEmpty();
        });
    }

    @Test
    void shouldAnswerAndKeepACommandThatCanNotBeRead() {
        // Given
        var sent = log.mark();
        room.says(alice, bob, "1").good();
        var genuine = log.since(sent, Topics.COMMANDS, room.id()).getFirst();
        var mark = log.mark();
        var headers = new RecordHeaders(genuine.headers());
        headers.remove("ce_id");
        headers.add("ce_id", "cmd_garbled00001".getBytes(UTF_8));

        // When
        log.append(to(Topics.COMMANDS), genuine.key(), "{".getBytes(UTF_8), headers);

        // Then
        assertThat(awaitDeadLetters(mark, 1).getFirst().value()).isEqualTo("{".getBytes(UTF_8));
        assertThat(log.since(mark, Topics.REPLIES, room.id())).singleElement().satisfies(reply -> {
            assertThat(reply.header("ce_causationid")).isEqualTo("cmd_garbled00001");
            assertThat(reply.header("ce_type")).endsWith("rejected.v1");
            assertThat(reply.header("ce_partitionkey")).isEqualTo(room.id());
        });
        assertGoesOn();
    }

    private static void append(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        log.append(to(topic), key, value);
    }

    private static TopicPartition to(String topic) {
        return new TopicPartition(topic, partition);
    }

    private static void assertGoesOn() {
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            var said = room.says(alice, bob, "\"still here\"");
            assertThat(said.status()).isEqualTo(201);
            assertThat(room.member().gets(said.mustHave("Location")).status()).isEqualTo(200);
        });
    }

    private static List<Entry> awaitDeadLetters(Mark mark, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> log.since(mark, Topics.DEAD_LETTERS), letters -> letters.size() >= count);
    }
}

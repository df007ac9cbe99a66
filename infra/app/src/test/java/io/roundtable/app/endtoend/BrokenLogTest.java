package io.roundtable.app.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A log of events that isn't what it has to be: the projection never guesses. */
@WithTestStack
final class BrokenLogTest {
    @Test
    void shouldStopThePartitionThatIsBrokenAndNoOther(@Isolated TestStack stack) {
        try (var installation = Installation.on(stack);
                var log = installation.log()) {
            // Given
            var olga = Person.registersAt(installation.node(), "Olga");
            var gapped = roomIn(0, olga);
            var garbled = roomIn(1, olga);
            var sound = roomIn(2, olga);

            // When
            var after = appendEvent(
                    log, gapped, 5, Objects.requireNonNull(last(log, gapped).value()));
            var unreadable = appendEvent(log, garbled, 1, "{".getBytes(UTF_8));

            // Then
            var parts = Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> stopped(installation), stopped -> stopped.size() == 2);
            assertThat(parts.stream().map(part -> part.path("part").asText()))
                    .containsExactlyInAnyOrder(after.toString(), unreadable.toString());
            assertThat(parts)
                    .allSatisfy(part -> assertThat(part.path("detail").asText()).isNotBlank());
            assertReads(sound);
            for (var broken : List.of(gapped, garbled)) {
                var alice = "sb_nobody00000";
                var refused = broken.says(alice, alice, "1");
                assertThat(refused.status()).as("commands are still decided").isEqualTo(422);
                var made = broken.posts("/sandboxes", "{\"name\":\"unseen\"}").good();
                var read = broken.asks("GET", "")
                        .with("Consistency-Token", made.token())
                        .answer();
                assertThat(read.status()).isEqualTo(503);
                assertThat(read.code()).isEqualTo("not_caught_up");
                assertThat(read.mustHave("Retry-After")).isNotBlank();
            }
            assertLists(Person.registersAt(installation.node(), "Quin"));
        }
    }

    /** Who has seen nothing of the partitions that stopped needs nothing of them. */
    private static void assertLists(Person other) {
        long start = System.nanoTime();
        assertThat(other.gets("/v1/workspaces").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    private static void assertReads(Room room) {
        var made = room.posts("/sandboxes", "{\"name\":\"seen\"}").good();
        assertThat(room.member().gets(made.mustHave("Location")).status()).isEqualTo(200);
    }

    /** Partitions that need a person; one that only reads again what it found wrong, or a group, is unready too. */
    private static List<JsonNode> stopped(Installation installation) {
        var readiness = installation.node().get("/health/readiness").answer();
        return StreamSupport.stream(readiness.json().path("parts").spliterator(), false)
                .filter(part -> part.path("part").asText().startsWith(Topics.EVENTS))
                .filter(part -> part.path("status").asText().equals("not_ready"))
                .filter(part -> part.path("action").asText().contains("runbooks"))
                .toList();
    }

    /** A workspace in that partition; ids are drawn, so it may take a few. */
    private static Room roomIn(int partition, Person owner) {
        return Stream.generate(() -> owner.opens("p" + partition))
                .limit(200)
                .filter(room -> partitionOf(room) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static int partitionOf(Room room) {
        return new Partitions(Installation.PARTITIONS).of(new WorkspaceId(room.id()));
    }

    private static Entry last(Log log, Room room) {
        return log.all(Topics.EVENTS).stream()
                .filter(entry -> entry.partition() == partitionOf(room))
                .toList()
                .getLast();
    }

    /** Like the last event of the room's partition, but so many numbers further and with that value. */
    private static TopicPartition appendEvent(Log log, Room room, int further, byte[] value) {
        var template = last(log, room);
        var headers = new RecordHeaders(template.headers());
        headers.remove("ce_sequence");
        headers.add(
                "ce_sequence",
                "%019d"
                        .formatted(Long.parseLong(template.header("ce_sequence")) + further)
                        .getBytes(UTF_8));
        var partition = new TopicPartition(Topics.EVENTS, template.partition());
        var _ = log.append(partition, template.key(), value, headers);
        return partition;
    }
}

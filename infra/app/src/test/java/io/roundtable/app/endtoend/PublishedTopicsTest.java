package io.roundtable.app.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.RecordTypes;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A conversation with something of everything, and every record that it leaves, as strangers read them. */
@WithInstallation
final class PublishedTopicsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Conformance conformance;
    private static List<Entry> written;

    @BeforeAll
    static void talk(Installation installation) throws IOException {
        conformance = new Conformance(installation.node());
        var room = Person.registersAt(installation.node(), "Olga").opens("lab");
        try (var receiver = new Receiver(_ -> 204);
                var refusing = new Receiver(_ -> 500);
                var log = installation.log()) {
            manage(room);
            converse(room, receiver);
            subscribe(room, refusing);
            var partition = new Partitions(Installation.PARTITIONS).of(new WorkspaceId(room.id()));
            var commands = new TopicPartition(Topics.COMMANDS, partition);
            log.append(
                    commands,
                    room.id().getBytes(UTF_8),
                    "\u0000 no command".getBytes(UTF_8),
                    new RecordHeaders().add("who", "a stranger".getBytes(UTF_8)));
            await().atMost(PATIENCE)
                    .until(
                            () -> log.all(Topics.DEAD_LETTERS).stream()
                                    .filter(letter -> letter.keyText().equals(room.id()))
                                    .map(letter -> letter.header("ce_type"))
                                    .collect(Collectors.toSet()),
                            Set.of(RecordTypes.BURIED, RecordTypes.UNDELIVERED, RecordTypes.POISONED)::equals);
            written = Topics.ALL.stream()
                    .flatMap(topic -> log.all(topic).stream())
                    .filter(entry -> entry.keyText().equals(room.id()))
                    .filter(entry -> !entry.header("who").equals("a stranger"))
                    .toList();
        }
    }

    /** Everything but talking. */
    private static void manage(Room room) {
        var owner = room.member();
        var vito = Person.registersAt(owner.node(), "Vito");
        owner.patches(room.path(""), "{\"description\":\"é\"}").good();
        room.admits(vito, "viewer").good();
        owner.deletes(room.path("/members/" + vito.id())).good();
        var carol = room.sandbox("carol");
        var sandbox = room.path("/sandboxes/" + carol);
        owner.patches(sandbox, "{\"labels\":{\"a\":\"1\"},\"agent_config\":{\"temperature\":0.70}}")
                .good();
        owner.posts(sandbox + "/status", "{\"status\":\"starting\",\"connection_details\":{\"port\":1}}")
                .good();
        owner.posts(sandbox + "/heartbeat", "{\"status\":\"degraded\"}").good();
        assertThat(owner.posts(sandbox + "/status", "{\"status\":\"stopped\"}").code())
                .isEqualTo("illegal_transition");
        owner.deletes(sandbox).good();
    }

    /** Delivered, given up, put back, given up for good, sent to many, and to a webhook. */
    private static void converse(Room room, Receiver receiver) {
        var alice = room.sandbox("alice");
        var bob = new InboxOwner(room, room.sandbox("bob"));
        var hook = room.path("/sandboxes/" + room.sandbox("dora") + "/webhook");
        room.member().puts(hook, "{\"url\":\"" + receiver.url() + "\"}").good();
        var first = room.says(alice, bob.sandbox(), "null").good().get("message_id");
        bob.acknowledges(first, bob.takes(first));
        var second = room.says(alice, bob.sandbox(), "\"é😀\"").good().get("message_id");
        var dead = bob.rejects(second, "no");
        room.posts("/dead-letters/" + dead + "/redrive", "{\"content\":[1]}").good();
        var again = bob.rejects(second, "never");
        room.asks("DELETE", "/dead-letters/" + again)
                .saying("{\"reason\":\"done with\"}")
                .answer()
                .good();
        room.posts("/messages/broadcast", """
            {"from_sandbox_id":"%s","message_type":"notification","content":{"b": 1e400}}\
            """.formatted(alice)).good();
        await().atMost(PATIENCE).until(() -> !receiver.calls().isEmpty());
        room.member().deletes(hook).good();
    }

    /** To what isn't taken, and is given up at once. */
    private static void subscribe(Room room, Receiver refusing) {
        room.member()
                .patches(room.path(""), "{\"settings\":{\"sandbox_defaults\":{\"delivery\":{\"max_attempts\":1}}}}")
                .good();
        room.posts("/webhooks", "{\"url\":\"" + refusing.url() + "\",\"event_types\":[\"workspace.changed.v1\"]}")
                .good();
        room.member().patches(room.path(""), "{\"description\":\"given up\"}").good();
    }

    static List<Entry> records() {
        return written;
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldBeCloudEventsThatFitWhatIsPublishedAboutTheirTopics(Entry entry) {
        assertThat(conformance.faults(entry)).isEmpty();
    }

    @Test
    void shouldHaveFoundSomethingOfEverything() {
        // When
        var types = written.stream().map(entry -> entry.header("ce_type")).collect(Collectors.toSet());

        // Then
        assertThat(written.stream().map(Entry::topic).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Topics.ALL);
        assertThat(types)
                .contains(
                        RecordTypes.ACCEPTED,
                        RecordTypes.REJECTED,
                        RecordTypes.BURIED,
                        RecordTypes.POISONED,
                        RecordTypes.UNDELIVERED,
                        "io.roundtable.subscription.created.v1",
                        "io.roundtable.subscription.events-ordered.v1",
                        "io.roundtable.subscription.event-dead-lettered.v1",
                        "io.roundtable.workspace.created.v1",
                        "io.roundtable.workspace.changed.v1",
                        "io.roundtable.member.was-set.v1",
                        "io.roundtable.member.removed.v1",
                        "io.roundtable.sandbox.created.v1",
                        "io.roundtable.sandbox.changed.v1",
                        "io.roundtable.sandbox.status-changed.v1",
                        "io.roundtable.sandbox.health-reported.v1",
                        "io.roundtable.sandbox.deleted.v1",
                        "io.roundtable.message.sent.v1",
                        "io.roundtable.message.broadcasted.v1",
                        "io.roundtable.message.leased.v1",
                        "io.roundtable.message.acknowledged.v1",
                        "io.roundtable.message.dead-lettered.v1",
                        "io.roundtable.message.redriven.v1",
                        "io.roundtable.message.discarded.v1",
                        "io.roundtable.webhook.was-set.v1",
                        "io.roundtable.webhook.removed.v1");
    }
}

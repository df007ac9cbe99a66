package io.roundtable.app.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roundtable.app.role.Role;
import io.roundtable.contract.Topics;
import io.roundtable.contract.consumer.ForeignRecords;
import io.roundtable.contract.consumer.LogEntry;
import io.roundtable.contract.consumer.RoundtableEvents;
import io.roundtable.contract.consumer.Start;
import io.roundtable.testkit.RecordingAuthorizer.Asked;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guides say that each has to be allowed at Kafka, tried at a broker that allows nothing else. */
final class KafkaRightsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BILLING = "billing";
    private static final TopicPartition EVENTS = new TopicPartition(Topics.EVENTS, 0);

    @TempDir
    private Path directory;

    private GuardedInstallation installation;

    @BeforeEach
    void open() {
        installation = new GuardedInstallation(directory);
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void shouldLetAServiceReadEventsInItsGroupAndWithoutOneAndDoNothingElse() {
        // Given
        for (var topic : Topics.ALL) {
            appendForeign(topic);
        }
        var rights = RightsOfGuide.in("consuming-events.md");

        // When
        installation.allow(rights);

        // Then
        try (var events = consumer(Map.of("group.id", BILLING))) {
            events.kafka().subscribe(List.of(Topics.EVENTS), events.startingFrom(_ -> Start.beginning()));
            await().atMost(PATIENCE).until(() -> !read(events).isEmpty());
            events.kafka().commitSync();
        }
        try (var events = consumer(Map.of())) {
            events.kafka().assign(List.of(EVENTS));
            events.start(EVENTS.partition(), Start.beginning());
            await().atMost(PATIENCE).until(() -> !read(events).isEmpty());
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(unused(rights))
                        .as("no more than what is needed")
                        .isEmpty());
        assertThat(refused()).as("and all that is needed").isEmpty();
        assertReadsNoOther();
        assertWritesNothing();
        assertChangesNothing();
    }

    private RoundtableEvents consumer(Map<String, String> settings) {
        var all = new HashMap<>(installation.client(BILLING));
        all.putAll(settings);
        return RoundtableEvents.consumer(all, ForeignRecords.HAND_OVER);
    }

    private static List<LogEntry> read(RoundtableEvents events) {
        return events.read(events.kafka().poll(Duration.ofMillis(200)));
    }

    private void assertReadsNoOther() {
        for (var topic : Topics.ALL) {
            if (!topic.equals(Topics.EVENTS)) {
                try (var events = consumer(Map.of())) {
                    var other = new TopicPartition(topic, 0);
                    events.kafka().assign(List.of(other));
                    events.kafka().seekToBeginning(List.of(other));
                    assertThatThrownBy(() -> events.kafka().position(other, PATIENCE))
                            .as(topic)
                            .isInstanceOf(TopicAuthorizationException.class);
                }
            }
        }
        try (var events = consumer(Map.of("group.id", "of-somebody-else"))) {
            events.kafka().subscribe(List.of(Topics.EVENTS));
            assertThatThrownBy(() ->
                            await().atMost(PATIENCE).until(() -> !read(events).isEmpty()))
                    .isInstanceOf(GroupAuthorizationException.class);
        }
    }

    private void assertWritesNothing() {
        try (var producer = producer(installation.client(BILLING))) {
            for (var topic : Topics.ALL) {
                var sent = producer.send(new ProducerRecord<>(topic, 0, null, "{}".getBytes(UTF_8)));
                assertThatThrownBy(sent::get).as(topic).hasCauseInstanceOf(AuthorizationException.class);
            }
        }
    }

    private void assertChangesNothing() {
        try (var admin = Admin.create(Map.copyOf(installation.client(BILLING)))) {
            assertRefused(admin.deleteTopics(List.of(Topics.EVENTS)).all());
            assertRefused(admin.deleteRecords(Map.of(EVENTS, RecordsToDelete.beforeOffset(1)))
                    .all());
            assertRefused(
                    admin.deleteConsumerGroups(List.of("roundtable-engine")).all());
        }
    }

    private static void assertRefused(KafkaFuture<?> asked) {
        assertThatThrownBy(asked::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AuthorizationException.class);
    }

    @Test
    void shouldRunEachRoleWithTheRightsOfTheGuide() throws IOException {
        // Given: a log that isn't empty, whose end an engine looks for
        var rights = RightsOfGuide.in("rights-at-kafka.md");
        installation.allow(rights);
        for (var topic : Topics.ALL) {
            appendForeign(topic);
        }

        // When
        var nodes = new ArrayList<Node>();
        for (var role : List.of(Role.ENGINE, Role.API, Role.PROJECTOR, Role.COURIER)) {
            nodes.add(installation.starts(role));
        }
        nodes.forEach(Installation::awaitReady);
        try (var receiver = new Receiver(_ -> 204)) {
            assertTalks(Person.registersAt(nodes.get(1), "Olga").opens("lab"), receiver);
            assertReplays(Replaying.at(nodes.get(1)));
        }

        // Then
        nodes.forEach(node -> node.get("/health/readiness").answer().good());
        nodes.forEach(node -> node.get("/prometheus").answer().good());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(unused(rights))
                        .as("no more than what is needed")
                        .isEmpty());
        assertThat(refused()).as("and all that is needed").isEmpty();
    }

    /** By webhook, by a webhook of the workspace, and over the feed. */
    private static void assertTalks(Room room, Receiver receiver) {
        var url = "\"url\":\"" + receiver.url() + "\"";
        var alice = room.sandbox("alice");
        var bob = room.sandbox("bob");
        room.posts("/webhooks", "{" + url + ",\"event_types\":[\"message.sent.v1\"]}")
                .good();
        room.member()
                .puts(room.path("/sandboxes/" + bob + "/webhook"), "{" + url + "}")
                .good();
        room.says(alice, bob, "1").good();
        await().atMost(PATIENCE).until(() -> receiver.calls().size() >= 2);
        assertThat(room.gets("/events").good().data()).isNotEmpty();
        assertExpires(room, bob, alice);
    }

    /** Of which the engine's own commands take care. */
    private static void assertExpires(Room room, String from, String to) {
        var soon = Instant.now().plusSeconds(1);
        var message = Room.message(from, to, "1").replaceFirst("}$", ",\"expires_at\":\"" + soon + "\"}");
        var id = room.posts("/messages", message).good().get("message_id");
        await().atMost(PATIENCE)
                .until(() -> room.gets("/messages/" + id).good().get("status").equals("failed"));
    }

    private static void assertReplays(Replaying operator) {
        operator.completes("/v1/admin/projections/rebuild", "{}");
        operator.completes("/v1/admin/projections/as-of", "{\"at\":\"2026-01-01T00:00:00Z\",\"schema\":\"then_1\"}");
        operator.get("/v1/admin/status").good();
        await().atMost(PATIENCE)
                .until(() -> operator.get("/v1/admin/audit")
                        .good()
                        .json()
                        .path("current")
                        .asBoolean());
    }

    private List<Asked> refused() {
        return installation.asked().stream().filter(asked -> !asked.allowed()).toList();
    }

    /** Rights that nobody has asked for. */
    private List<AclBinding> unused(List<AclBinding> rights) {
        var asked = installation.asked();
        return rights.stream()
                .filter(right -> asked.stream().noneMatch(one -> isFor(right, one)))
                .toList();
    }

    private static boolean isFor(AclBinding right, Asked asked) {
        var resource = right.pattern();
        return right.entry().principal().equals("User:" + asked.user())
                && right.entry().operation() == asked.operation()
                && resource.resourceType() == asked.type()
                && (resource.patternType() == PatternType.PREFIXED
                        ? asked.name().startsWith(resource.name())
                        : asked.name().equals(resource.name()));
    }

    private void appendForeign(String topic) {
        try (var producer = producer(installation.administrator())) {
            for (int partition = 0; partition < GuardedInstallation.PARTITIONS; partition++) {
                var _ = producer.send(new ProducerRecord<>(topic, partition, null, "{}".getBytes(UTF_8)));
            }
            producer.flush();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, String> settings) {
        // an idempotent one is refused before it has asked for any topic, and refuses what is sent then by itself
        var plain = new HashMap<String, Object>(settings);
        plain.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        return new KafkaProducer<>(plain, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

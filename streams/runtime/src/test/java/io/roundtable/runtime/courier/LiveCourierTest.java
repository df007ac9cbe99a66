package io.roundtable.runtime.courier;

import static io.roundtable.runtime.People.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundtable.contract.Command;
import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WebhookCommand.EnableWebhook;
import io.roundtable.contract.WebhookCommand.SetWebhook;
import io.roundtable.contract.WebhookEvent.WebhookDisabled;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.runtime.LiveStage;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.command.Engine;
import io.roundtable.runtime.projection.Projector;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Couriers between a real engine and a post that only the test reads, against a real broker and database. */
final class LiveCourierTest {

    /** Longer than a courier's lease. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @TempDir
    private Path dir;

    private LiveStage stage;
    private Engine engine;
    private Projector projector;
    private int given;

    @BeforeEach
    void open() {
        stage = new LiveStage(dir);
        var changes = CourierGroup.SETTINGS.entrySet().stream()
                .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        var group = new ConfigResource(ConfigResource.Type.GROUP, CourierGroup.ID);
        LiveStage.get(
                stage.admin.incrementalAlterConfigs(Map.of(group, changes)).all());
        engine = stage.engine("stores");
        projector = stage.projector();
        give(
                createWorkspace(LAB),
                createSandbox(LAB, ALICE),
                createSandbox(LAB, BOB),
                new SetWebhook(LAB, BOB, "https://bob.example/", 100));
    }

    @AfterEach
    void close() {
        projector.close();
        engine.close();
        stage.close();
    }

    private void give(Command... commands) {
        stage.give(
                Stream.of(commands).map(command -> by(OLGA, ++given, command)).toList());
    }

    private void say(int first, int last) {
        give(IntStream.rangeClosed(first, last)
                .mapToObj(number -> send(number, "{\"n\": " + number + "}"))
                .toArray(Command[]::new));
    }

    private Courier courier(Post post) {
        var settings =
                new CourierSettings(KafkaAccess.of(stage.bootstrapServers()), RecordCodec.DEFAULT_SCHEMAS, 1_000);
        var around = new Courier.Around(LiveStage.HASH, new SimpleMeterRegistry(), Clock.systemUTC());
        return Courier.start(settings, stage.sql, post, around);
    }

    private <E extends Event> List<E> events(Class<E> type) {
        return stage.events().values().stream()
                .flatMap(List::stream)
                .map(EventEnvelope::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private void awaitAcknowledged(int messages) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> assertThat(events(MessageAcknowledged.class)).hasSize(messages));
    }

    private void awaitOrders(int orders) {
        await().atMost(PATIENCE).until(() -> stage.read(Topics.DELIVERIES).size() >= orders);
    }

    private void assertFold() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(stage.rows()).isEqualTo(stage.folded()));
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> message(number).value())
                .toList();
    }

    @Test
    void shouldSendEachMessageOnceThoughCouriersShareTheWork() {
        // Given
        var one = FakePost.delivering();
        var other = FakePost.delivering();
        try (var first = courier(one);
                var _ = courier(other)) {
            // When
            say(1, 50);
            awaitAcknowledged(50);

            // Then
            assertThat(first.status()).allMatch(RoleStatus::ready);
            await().atMost(PATIENCE)
                    .until(() -> first.status().stream()
                            .allMatch(part -> Long.valueOf(0).equals(part.lag())));
        }
        assertThat(Stream.of(one, other).flatMap(post -> post.messages().stream()))
                .containsExactlyInAnyOrderElementsOf(ids(1, 50));
        assertThat(Stream.of(one, other).flatMap(post -> post.letters().stream()))
                .allSatisfy(letter -> assertThat(letter.url()).isEqualTo("https://bob.example/"))
                .allSatisfy(letter -> assertThat(FakePost.text(letter))
                        .startsWith("{\"type\":\"io.roundtable.message.sent.v1\",\"timestamp\":\"")
                        .contains("\"content\":{\"n\": ")
                        .contains("\"attempt\":1"));
        assertFold();
    }

    @Test
    void shouldTryAgainAndStopWhereNobodyIsAnyMore() {
        // Given
        var tries = new AtomicInteger();
        var post = new FakePost(_ -> switch (tries.incrementAndGet()) {
            case 1 -> new DeliveryResult(Outcome.FAILED, "HTTP 503", 2);
            case 3 -> new DeliveryResult(Outcome.GONE, "HTTP 410", null);
            default -> DeliveryResult.of(Outcome.DELIVERED);
        });
        try (var _ = courier(post)) {
            // When
            say(1, 1);
            awaitAcknowledged(1);
            say(2, 2);
            await().atMost(PATIENCE).until(() -> !events(WebhookDisabled.class).isEmpty());
            give(new EnableWebhook(LAB, BOB));
            awaitAcknowledged(2);
        }

        // Then
        assertThat(post.letters().stream().map(FakePost::text).map(LiveCourierTest::attempt))
                .containsExactly("1", "2", "1", "1");
        assertThat(events(MessageReturned.class).stream().map(MessageReturned::reason))
                .containsExactly(ReturnReason.FAILED, ReturnReason.RELEASED);
        assertFold();
    }

    private static String attempt(String body) {
        return body.replaceAll(".*\"attempt\":([0-9]+),.*", "$1");
    }

    @Test
    void shouldSendNothingThatAnAbortedTransactionWrote() {
        // Given
        say(1, 1);
        awaitOrders(1);
        var order = stage.read(Topics.DELIVERIES).getFirst();
        forgetOrders();
        Map<String, Object> config =
                Map.of("bootstrap.servers", stage.bootstrapServers(), "transactional.id", "the-engine-that-was");
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            append(producer, order);
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            append(producer, order);
            producer.commitTransaction();
        }
        var post = FakePost.delivering();

        // When
        try (var _ = courier(post)) {
            say(2, 2);
            awaitAcknowledged(2);
        }

        // Then
        assertThat(post.messages()).containsExactlyInAnyOrderElementsOf(ids(1, 2));
    }

    private static void append(KafkaProducer<byte[], byte[]> producer, ConsumerRecord<byte[], byte[]> order) {
        LiveStage.get(producer.send(new ProducerRecord<>(
                Topics.DELIVERIES, order.partition(), order.key(), order.value(), order.headers())));
    }

    private void forgetOrders() {
        var all = new HashMap<TopicPartition, RecordsToDelete>();
        for (int partition = 0; partition < LiveStage.PARTITIONS; partition++) {
            all.put(new TopicPartition(Topics.DELIVERIES, partition), RecordsToDelete.beforeOffset(-1));
        }
        LiveStage.get(stage.admin.deleteRecords(all).all());
    }

    @Test
    void shouldMakeAttemptsAgainThatNobodyHasReportedUnderTheirNumber() throws InterruptedException {
        // Given: orders that are past the topic's retention, and some whose courier is gone
        say(1, 10);
        awaitOrders(10);
        forgetOrders();
        var begun = new CountDownLatch(5);
        try (var _ = courier(FakePost.hanging(begun))) {
            say(11, 15);
            assertThat(begun.await(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        }
        var post = FakePost.delivering();

        // When
        try (var _ = courier(post)) {
            awaitAcknowledged(15);
        }

        // Then
        assertThat(new HashSet<>(post.messages())).containsExactlyInAnyOrderElementsOf(ids(1, 15));
        assertThat(events(MessageAcknowledged.class)).allMatch(end -> end.attempt() == 1);
        assertThat(events(MessageReturned.class)).allMatch(back -> back.reason() == ReturnReason.UNREPORTED);
        assertFold();
    }
}

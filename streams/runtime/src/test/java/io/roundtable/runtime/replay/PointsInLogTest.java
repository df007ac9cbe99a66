package io.roundtable.runtime.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.EventEnvelope.Cause;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceEvent.WorkspaceArchived;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.version.Point;
import io.roundtable.runtime.LiveStage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log with an event a minute in two partitions, each in a transaction of its own: its marker's time is now, which is
 * long after all events, and in between lie records of others, and one that was given up.
 */
final class PointsInLogTest {

    private static final Instant LAST = Instant.parse("2999-01-01T00:00:00Z");

    /** Offset past all. */
    private static final long LATER = Long.MAX_VALUE;

    @TempDir
    private static Path dir;

    /** Not so long ago that the broker would think of deleting what is of then. */
    private static Instant noon;

    private static LiveStage stage;
    private static PointsInLog points;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void write() {
        noon = Clock.systemUTC().instant().minus(Duration.ofHours(5)).truncatedTo(ChronoUnit.MINUTES);
        stage = new LiveStage(dir);
        points = new PointsInLog(KafkaAccess.of(stage.bootstrapServers()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers(), "transactional.id", "engine"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        event(0, 1, 1);
        event(0, 2, 2);
        foreign(0, Clock.systemUTC().instant());
        event(2, 1, 2);
        event(0, 3, 3);
        event(0, 4, 3);
        producer.beginTransaction();
        send(0, 5, 3);
        producer.flush();
        producer.abortTransaction();
        event(0, 5, 5);
        foreign(0, Instant.EPOCH);
        event(2, 2, 6);
        // the markers of transactions come a moment later
        Awaitility.await()
                .until(() ->
                        before(Map.of(0, LATER, 1, LATER, 2, LATER, 3, LATER)).equals(Map.of(0, 5, 2, 2)));
    }

    @AfterAll
    static void close() {
        producer.close();
        points.close();
        stage.close();
    }

    private static Instant minute(int minute) {
        return noon.plus(Duration.ofMinutes(minute));
    }

    private static void event(int partition, long sequence, int minute) {
        producer.beginTransaction();
        send(partition, sequence, minute);
        producer.commitTransaction();
    }

    private static void send(int partition, long sequence, int minute) {
        var cause = new Cause(new CommandId("cmd_0123456789"), sequence);
        var event = new WorkspaceArchived(new WorkspaceId("ws_0123456789"));
        var encoded = LiveStage.CODEC.encode(new EventEnvelope(
                "e" + sequence, sequence, minute(minute), Principal.system("test"), cause, null, null, event));
        var _ = producer.send(new ProducerRecord<>(
                Topics.EVENTS,
                partition,
                minute(minute).toEpochMilli(),
                encoded.keyBytes(),
                encoded.value(),
                encoded.headers()));
    }

    private static void foreign(int partition, Instant time) {
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(
                Topics.EVENTS, partition, time.toEpochMilli(), LiveStage.bytes("key"), LiveStage.bytes("?")));
        producer.commitTransaction();
    }

    /** How many events lie before the ends, by partition. */
    private static Map<Integer, Integer> before(Map<Integer, Long> ends) {
        assertThat(ends).hasSize(LiveStage.PARTITIONS);
        var counts = new HashMap<Integer, Integer>();
        stage.read(Topics.EVENTS).stream()
                .filter(entry -> entry.headers().lastHeader("ce_sequence") != null)
                .filter(entry -> entry.offset() < ends.getOrDefault(entry.partition(), 0L))
                .forEach(entry -> counts.merge(entry.partition(), 1, Integer::sum));
        return counts;
    }

    private static Map<Integer, Integer> at(Instant time) {
        return before(points.ends(new Point.Moment(time.toString(), time)));
    }

    private static Map<Integer, Integer> at(Map<Integer, Long> sequences) {
        return before(points.ends(new Point.Place("place", sequences)));
    }

    @Test
    void shouldTakeInWhatHasHappenedUntilThenAndNothingElse() {
        assertThat(at(noon)).isEmpty();
        assertThat(at(minute(1).minusMillis(1))).isEmpty();
        assertThat(at(minute(1))).isEqualTo(Map.of(0, 1));
        assertThat(at(minute(2))).isEqualTo(Map.of(0, 2, 2, 1));
        assertThat(at(minute(3).minusMillis(1))).isEqualTo(Map.of(0, 2, 2, 1));
        assertThat(at(minute(3))).isEqualTo(Map.of(0, 4, 2, 1));
        assertThat(at(minute(4))).isEqualTo(Map.of(0, 4, 2, 1));
        assertThat(at(minute(5).plusNanos(1))).isEqualTo(Map.of(0, 5, 2, 1));
        assertThat(at(minute(6))).isEqualTo(Map.of(0, 5, 2, 2));
        assertThat(at(LAST)).isEqualTo(Map.of(0, 5, 2, 2));
    }

    @Test
    void shouldGoUpToTheEventsThatAPlaceNamesAndElsewhereUpToTheirTime() {
        assertThat(at(Map.of(0, 1L))).isEqualTo(Map.of(0, 1));
        assertThat(at(Map.of(0, 3L))).isEqualTo(Map.of(0, 3, 2, 1));
        assertThat(at(Map.of(0, 5L))).isEqualTo(Map.of(0, 5, 2, 1));
        assertThat(at(Map.of(2, 2L))).isEqualTo(Map.of(0, 5, 2, 2));
        assertThat(at(Map.of(0, 2L, 2, 0L))).isEqualTo(Map.of(0, 2));
        assertThat(at(Map.of(1, 0L))).isEmpty();
    }

    @Test
    void shouldSayWhereTheLogHasNoSuchPlace() {
        for (var place : List.of(Map.of(0, 6L), Map.of(1, 1L), Map.of(2, 1L << 60), Map.of(9, 1L))) {
            assertThatExceptionOfType(ReplayFailed.class)
                    .as(place.toString())
                    .isThrownBy(() -> at(place))
                    .withMessageContaining("the log has no");
        }
    }
}

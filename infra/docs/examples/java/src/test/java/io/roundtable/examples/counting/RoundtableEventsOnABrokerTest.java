package io.roundtable.examples.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.Position;
import io.roundtable.contract.Topics;
import io.roundtable.contract.consumer.AnotherLog;
import io.roundtable.contract.consumer.ForeignRecords;
import io.roundtable.contract.consumer.LogEntry;
import io.roundtable.contract.consumer.RoundtableEvents;
import io.roundtable.contract.consumer.Start;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithTestStack
final class RoundtableEventsOnABrokerTest {

    private final String brokers;
    private final PretendEngine engine;

    RoundtableEventsOnABrokerTest(@Isolated TestStack stack) {
        brokers = stack.bootstrapServers();
        engine = new PretendEngine(
                brokers, RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    }

    @BeforeEach
    void write() throws Exception {
        engine.createTopicAgain();
        engine.write(300);
        engine.writeForeign(0);
        engine.write(300);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void shouldReadEveryCommittedEventOnceAndNoneThatWasGivenUp() {
        try (var events = consumer()) {
            // When
            var entries = Reading.everything(events, engine.written());

            // Then
            for (int partition = 0; partition < PretendEngine.PARTITIONS; partition++) {
                int wanted = partition;
                assertThat(entries.stream()
                                .map(entry -> ((LogEntry.Known) entry).position())
                                .filter(position -> position.partition() == wanted))
                        .containsExactlyElementsOf(positions(events.topicId(), wanted));
            }
            assertThat(events.counts().foreign()).isOne();
            assertThat(events.counts().duplicates()).isZero();
        }
    }

    @Test
    void shouldGoOnAfterEachPositionThatMayHaveBeenStored() {
        try (var events = consumer()) {
            for (long sequence = 0; sequence < engine.written(0); sequence += 13) {
                // When
                var handled = new Position(events.topicId(), 0, sequence);
                var entries = Reading.from(events, 0, Start.after(handled), 1);

                // Then
                assertThat(sequence(entries.getFirst())).isEqualTo(sequence + 1);
            }
        }
    }

    @Test
    void shouldRefuseAPositionPastTheEnd() {
        try (var events = consumer()) {
            var past = new Position(events.topicId(), 0, engine.written(0) + 1);
            assertThatThrownBy(() -> Reading.from(events, 0, Start.after(past), 1))
                    .isInstanceOf(AnotherLog.class)
                    .hasMessageContaining("lost its end");
        }
    }

    @Test
    void shouldReplayFromATime() {
        try (var events = consumer()) {
            var entries = Reading.from(events, 0, Start.at(PretendEngine.time(40)), 1);

            assertThat(sequence(entries.getFirst())).isEqualTo(40);
        }
    }

    @Test
    void shouldStartWhereItIsToldInAGroupWhateverThatHasCommitted() {
        var settings = Map.of("bootstrap.servers", brokers, "group.id", "told");
        try (var events = RoundtableEvents.consumer(settings, ForeignRecords.HAND_OVER)) {
            // Given
            var starting = events.startingFrom(partition ->
                    partition == 0 ? Start.after(new Position(events.topicId(), 0, 5)) : Start.beginning());

            // When
            events.kafka().subscribe(List.of(Topics.EVENTS), starting);
            LogEntry first = null;
            for (int polls = 0; first == null && polls < 300; polls++) {
                first = events.read(events.kafka().poll(Duration.ofMillis(100))).stream()
                        .filter(entry -> entry.record().partition() == 0)
                        .findFirst()
                        .orElse(null);
            }

            // Then
            assertThat(first).isInstanceOfSatisfying(LogEntry.Known.class, known -> assertThat(
                            known.position().sequence())
                    .isEqualTo(6));
        }
    }

    @Test
    void shouldSayThatTheTopicIsNotThereAndNotMakeIt() throws Exception {
        // Given
        engine.deleteTopic();

        // Then
        assertThatThrownBy(this::consumer).isInstanceOf(UnknownTopicOrPartitionException.class);
        engine.createTopic(); // it would be there already
    }

    private RoundtableEvents consumer() {
        return RoundtableEvents.consumer(Map.of("bootstrap.servers", brokers));
    }

    private List<Position> positions(String topicId, int partition) {
        return LongStream.rangeClosed(1, engine.written(partition))
                .mapToObj(sequence -> new Position(topicId, partition, sequence))
                .toList();
    }

    private static long sequence(LogEntry entry) {
        return ((LogEntry.Known) entry).position().sequence();
    }
}

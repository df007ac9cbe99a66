package io.roundtable.contract.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roundtable.contract.Position;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.consumer.LogEntry.Foreign;
import io.roundtable.contract.consumer.LogEntry.Known;
import io.roundtable.contract.consumer.LogEntry.Unknown;
import io.roundtable.contract.consumer.LogEntry.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RoundtableEventsTest {

    private static final TopicPartition ZERO = new TopicPartition(Topics.EVENTS, 0);
    private static final TopicPartition ONE = new TopicPartition(Topics.EVENTS, 1);

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
    private final PretendLog log = new PretendLog();
    private final RoundtableEvents events = new RoundtableEvents(kafka, log, "first", ForeignRecords.HAND_OVER);

    @BeforeEach
    void haveTwoPartitions() {
        kafka.assign(List.of(ZERO, ONE));
        kafka.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        events.start(0, Start.beginning());
        events.start(1, Start.beginning());
    }

    @Test
    void shouldHandOverTypedEventsWithTheirPositions() {
        // Given
        var first = Reel.event(0, 0, 1);
        var second = Reel.event(0, 2, 2);

        // When
        var read = read(first, second);

        // Then
        assertThat(read)
                .extracting(entry -> ((Known) entry).position())
                .containsExactly(new Position("first", 0, 1), new Position("first", 0, 2));
        var known = (Known) read.getFirst();
        assertThat(known.envelope().event())
                .isInstanceOfSatisfying(
                        MemberRemoved.class, event -> assertThat(event.userId()).isEqualTo(Reel.USER));
        assertThat(known.record()).isSameAs(first);
        assertThat(events.counts()).isEqualTo(new Counts(2, 0, 0, 0, 0));
    }

    @Test
    void shouldNumberEachPartitionByItself() {
        assertThat(read(Reel.event(0, 0, 1), Reel.event(1, 5, 1), Reel.event(0, 2, 2)))
                .extracting(entry -> ((Known) entry).position())
                .containsExactlyInAnyOrder(
                        new Position("first", 0, 1), new Position("first", 0, 2), new Position("first", 1, 1));
    }

    @Test
    void shouldStopAtAGapAndSayWhere() {
        // Given
        read(Reel.event(1, 0, 1));

        // When
        var gap = catchThrowableOfType(SequenceBroken.class, () -> read(Reel.event(1, 1, 2), Reel.event(1, 9, 4)));

        // Then
        assertThat(gap.partition()).isEqualTo(1);
        assertThat(gap.expected()).isEqualTo(3);
        assertThat(gap.found()).isEqualTo(4);
        assertThat(gap).hasMessage("a gap in partition 1: sequence 3 was expected and 4 is at offset 9");
    }

    @Test
    void shouldCountNothingOfWhatCameWithAGap() {
        // Given
        read(Reel.event(0, 0, 1));
        assertThatThrownBy(() -> read(Reel.event(0, 1, 2), Reel.event(0, 2, 4))).isInstanceOf(SequenceBroken.class);

        // When
        kafka.seek(ZERO, 1);
        var read = read(Reel.event(0, 1, 2), Reel.event(0, 2, 3));

        // Then
        assertThat(read).hasSize(2);
        assertThat(events.counts()).isEqualTo(new Counts(3, 0, 0, 0, 0));
    }

    @Test
    void shouldMissTheFirstEvents() {
        assertThatThrownBy(() -> read(Reel.event(0, 4, 3)))
                .hasMessage("a gap in partition 0: sequence 1 was expected and 3 is at offset 4");
    }

    @Test
    void shouldSkipAndCountWhatIsReadAgain() {
        // Given
        read(Reel.event(0, 0, 1), Reel.event(0, 1, 2));
        kafka.seek(ZERO, 0);

        // When
        var read = read(Reel.event(0, 0, 1), Reel.event(0, 1, 2), Reel.event(0, 2, 3));

        // Then
        assertThat(read).extracting(entry -> entry.record().offset()).containsExactly(2L);
        assertThat(events.counts()).isEqualTo(new Counts(3, 0, 0, 0, 2));
    }

    @Test
    void shouldRefuseANumberThatIsGivenAgainAtALaterPlace() {
        // Given
        read(Reel.event(0, 0, 1), Reel.event(0, 1, 2));

        // Then
        assertThatThrownBy(() -> read(Reel.event(0, 2, 2)))
                .isInstanceOf(SequenceBroken.class)
                .hasMessageStartingWith("a step back in partition 0");
    }

    @Test
    void shouldNoticeThatTheTopicWasCreatedAgainWhileItWasRead() {
        // Given
        read(Reel.event(0, 0, 1), Reel.event(0, 1, 2));
        log.topicId = "second";
        kafka.seek(ZERO, 0);

        // Then
        assertThatThrownBy(() -> read(Reel.event(0, 0, 1)))
                .isInstanceOf(AnotherLog.class)
                .hasMessageContaining("first")
                .hasMessageContaining("second");
    }

    @Test
    void shouldHandOverWhatANewerNodeSaysAsItsBytes() {
        // When
        var read = read(
                Reel.eventOfType("io.roundtable.message.whispered.v1", 0, 1, "{\"to\":1}"),
                Reel.eventOfType("io.roundtable.member.removed.v2", 1, 2, "[]"),
                Reel.event(0, 2, 3));

        // Then
        assertThat(read)
                .satisfiesExactly(
                        entry -> assertThat(entry)
                                .isInstanceOfSatisfying(
                                        Unknown.class,
                                        unknown -> assertThat(new String(
                                                        unknown.record().value(), StandardCharsets.UTF_8))
                                                .isEqualTo("{\"to\":1}")),
                        entry -> assertThat(entry)
                                .isInstanceOfSatisfying(
                                        Unknown.class,
                                        unknown -> assertThat(unknown.type())
                                                .isEqualTo("io.roundtable.member.removed.v2")),
                        entry -> assertThat(entry).isInstanceOf(Known.class));
        assertThat(events.counts()).isEqualTo(new Counts(1, 2, 0, 0, 0));
    }

    /** Its role may be one that the library's enum hasn't yet: who skips it with the unknown ones counts one too few. */
    @Test
    void shouldTellAKnownEventWithSomethingNewInItFromAnUnknownOne() {
        // Given
        var set = "{\"workspace_id\":\"ws_0123456789\",\"user_id\":\"usr_0123456789\",\"role\":\"%s\"}";

        // When
        var read = read(
                Reel.eventOfType("io.roundtable.member.was-set.v1", 0, 1, set.formatted("editor")),
                Reel.eventOfType("io.roundtable.member.was-set.v1", 1, 2, set.formatted("auditor")));

        // Then
        assertThat(read)
                .satisfiesExactly(
                        entry -> assertThat(entry).isInstanceOf(Known.class),
                        entry -> assertThat(entry).isInstanceOfSatisfying(Unreadable.class, unreadable -> {
                            assertThat(unreadable.type()).isEqualTo("io.roundtable.member.was-set.v1");
                            assertThat(unreadable.reason()).contains("role");
                            assertThat(unreadable.position().sequence()).isEqualTo(2);
                        }));
        assertThat(events.counts()).isEqualTo(new Counts(1, 0, 1, 0, 0));
    }

    @Test
    void shouldPassOverMembersThatAreNewInAKnownEvent() {
        // Given
        var newer = "{\"workspace_id\":\"ws_0123456789\",\"user_id\":\"usr_0123456789\",\"why\":{\"code\":1}}";

        // When
        var read = read(Reel.eventOfType("io.roundtable.member.removed.v1", 0, 1, newer));

        // Then
        assertThat(read).singleElement().isInstanceOf(Known.class);
    }

    @Test
    void shouldHandOverForeignRecordsOrSkipThem() {
        // Given
        var skipping = new RoundtableEvents(kafka, log, "first", ForeignRecords.SKIP);

        // When
        var handedOver = read(Reel.foreign(0));
        kafka.addRecord(Reel.foreign(1));
        var skipped = skipping.read(kafka.poll(Duration.ZERO));

        // Then
        assertThat(handedOver).singleElement().isInstanceOf(Foreign.class);
        assertThat(skipped).isEmpty();
        assertThat(events.counts().foreign()).isOne();
        assertThat(skipping.counts().foreign()).isOne();
    }

    @Test
    void shouldGoOnAfterAStoredPosition() {
        // Given
        log.offsets.put(5L, 40L);

        // When
        events.start(0, Start.after(new Position("first", 0, 5)));

        // Then
        assertThat(kafka.position(ZERO)).isEqualTo(41);
        assertThatThrownBy(() -> read(Reel.event(0, 42, 7)))
                .hasMessage("a gap in partition 0: sequence 6 was expected and 7 is at offset 42");
    }

    @Test
    void shouldRefuseAPositionOfAnotherLog() {
        assertThatThrownBy(() -> events.start(0, Start.after(new Position("zeroth", 0, 5))))
                .isInstanceOf(AnotherLog.class)
                .hasMessageContaining("zeroth");
        assertThatThrownBy(() -> events.start(0, Start.after(new Position("first", 0, 5))))
                .isInstanceOf(AnotherLog.class)
                .hasMessage("sequence 5 is not in partition 0: the log has lost its end, or is another one");
        assertThatThrownBy(() -> events.start(0, Start.after(new Position("first", 1, 5))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeTheFirstEventAsItIsWhereATimeOrKafkaSaysWhere() {
        // When
        events.start(0, Start.at(Instant.ofEpochMilli(30)));
        kafka.seek(ONE, 60);
        events.start(1, Start.whereKafkaIs());
        var read = read(Reel.event(0, 30, 17), Reel.event(1, 60, 33));

        // Then
        assertThat(read).hasSize(2);
        assertThatThrownBy(() -> read(Reel.event(0, 31, 19))).isInstanceOf(SequenceBroken.class);
    }

    @Test
    void shouldStartEachPartitionThatAGroupBringsWhereItIsTold() {
        // Given
        kafka.unsubscribe();
        log.offsets.put(5L, 40L);
        kafka.subscribe(
                List.of(Topics.EVENTS),
                events.startingFrom(
                        partition -> partition == 0 ? Start.after(new Position("first", 0, 5)) : Start.beginning()));

        // When
        kafka.rebalance(List.of(ZERO, ONE));
        kafka.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));

        // Then
        assertThat(kafka.position(ZERO)).isEqualTo(41);
        assertThat(read(Reel.event(0, 41, 6), Reel.event(1, 0, 1))).hasSize(2);
    }

    @SafeVarargs
    private List<LogEntry> read(ConsumerRecord<byte[], byte[]>... records) {
        for (var record : records) {
            kafka.addRecord(record);
        }
        return events.read(kafka.poll(Duration.ZERO));
    }
}

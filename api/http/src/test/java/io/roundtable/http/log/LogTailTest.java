package io.roundtable.http.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class LogTailTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<Long> handled = new CopyOnWriteArrayList<>();

    private LogTail tail() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        var tail = new LogTail("t", 1, consumer, this::handle);
        tail.start(0);
        return tail;
    }

    private void handle(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.offset() == 1) {
            throw new IllegalStateException("no");
        }
        handled.add(entry.offset());
    }

    private void append(long offset) {
        consumer.schedulePollTask(() -> {
            consumer.updateEndOffsets(Map.of(PARTITION, offset + 1));
            consumer.addRecord(new ConsumerRecord<>("t", 0, offset, new byte[0], new byte[0]));
        });
    }

    @Test
    void shouldGoOnBehindARecordThatItsHandlerFailsOn() {
        try (var tail = tail()) {
            // When
            append(0);
            append(1);
            append(2);

            // Then
            Awaitility.await().untilAsserted(() -> assertThat(handled).containsExactly(0L, 2L));
            assertThat(tail.state().running()).isTrue();
            assertThat(tail.state().failures()).isEqualTo(1);
        }
    }

    @Test
    void shouldGoOnAfterAFaultOfTheConnection() {
        try (var tail = tail()) {
            // When
            consumer.setPollException(new KafkaException("gone"));
            append(0);

            // Then
            Awaitility.await().untilAsserted(() -> assertThat(handled).containsExactly(0L));
            assertThat(tail.state().running()).isTrue();
        }
    }

    @Test
    void shouldSayThatItRunsNoMore() {
        // Given
        var tail = tail();

        // When
        tail.close();

        // Then
        assertThat(tail.state().running()).isFalse();
        assertThat(tail.state().isFollowing()).isFalse();
    }
}

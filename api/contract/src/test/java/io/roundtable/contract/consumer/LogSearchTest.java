package io.roundtable.contract.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogSearchTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.EVENTS, 0);

    /** Between events lie markers, which Kafka hands to nobody, and foreign records. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldFindTheFirstEventOfManyAmongMarkersAndForeignRecords(long seed) {
        // Given
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var tape = new TreeMap<Long, ConsumerRecord<byte[], byte[]>>();
        var offsets = new TreeMap<Long, Long>();
        long offset = random.nextInt(5);
        long start = offset;
        for (long sequence = 7; sequence < 60; sequence++) {
            for (int others = random.nextInt(4); others > 0; others--, offset++) {
                if (random.nextBoolean()) {
                    tape.put(offset, Reel.foreign(offset));
                }
            }
            offsets.put(sequence, offset);
            tape.put(offset, Reel.event(0, offset++, sequence));
        }

        // When
        var search = new LogSearch(new Tape(tape, start, offset + 2), PARTITION, Duration.ofSeconds(5));

        // Then
        offsets.forEach((sequence, where) -> assertThat(search.first(event -> event.sequence() >= sequence))
                .as("sequence %d, seed %d", sequence, seed)
                .hasValueSatisfying(found -> assertThat(found.offset()).isEqualTo(where)));
        assertThat(search.first(event -> event.sequence() >= 60)).isEmpty();
        assertThat(search.first(_ -> true).map(LogSearch.Found::sequence)).hasValue(7L);
    }

    /** Reads on from where it was sought to, a few records at a time, over what isn't there. */
    private static final class Tape extends MockConsumer<byte[], byte[]> {

        private static final int AT_A_TIME = 3;

        private final NavigableMap<Long, ConsumerRecord<byte[], byte[]>> records;
        private final long end;

        Tape(NavigableMap<Long, ConsumerRecord<byte[], byte[]>> records, long start, long end) {
            super("none");
            this.records = records;
            this.end = end;
            updateBeginningOffsets(Map.of(PARTITION, start));
            updateEndOffsets(Map.of(PARTITION, end));
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            var polled = records.tailMap(position(PARTITION), true).values().stream()
                    .limit(AT_A_TIME)
                    .toList();
            seek(PARTITION, polled.size() < AT_A_TIME ? end : polled.getLast().offset() + 1);
            return new ConsumerRecords<>(Map.of(PARTITION, polled), Map.of());
        }
    }
}

package io.roundtable.runtime.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BerthsTest {

    private static final int LIMIT = 4;
    private static final int BATCH = 100;
    private static final int LITTLE = LIMIT * BATCH;

    private final Berths berths = new Berths(new ProjectorSettings.Tuning(2, Duration.ofMillis(5), BATCH));
    private final Map<TopicPartition, Long> reached = new HashMap<>();

    private static List<TopicPartition> partitions(int count) {
        return IntStream.range(0, count).mapToObj(BerthsTest::partition).toList();
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition("events", number);
    }

    private void assign() {
        berths.assign(partition -> reached.getOrDefault(partition, 0L));
    }

    private List<TopicPartition> open() {
        return partitions(20).stream().filter(each -> berths.end(each) > 0).toList();
    }

    @Test
    void shouldHaveOnlyAFewReadWhereMuchIsToBeRead() {
        // Given
        partitions(20).forEach(each -> berths.upTo(each, LITTLE));

        // When
        assign();
        assign();

        // Then
        assertThat(open()).isEqualTo(partitions(LIMIT));
    }

    @Test
    void shouldBeginWithThoseThatHaveTheMostToRead() {
        // Given
        partitions(20).forEach(each -> berths.upTo(each, LITTLE + each.partition()));

        // When
        assign();

        // Then
        assertThat(open()).isEqualTo(partitions(20).subList(20 - LIMIT, 20));
    }

    @Test
    void shouldGoByWhatIsLeftAndNotByWhereItEnds() {
        // Given
        partitions(20).forEach(each -> {
            reached.put(each, 1_000_000L * each.partition());
            berths.upTo(each, reached.get(each) + 2 * LITTLE - each.partition());
        });

        // When
        assign();

        // Then
        assertThat(open()).isEqualTo(partitions(LIMIT));
    }

    @Test
    void shouldHaveNoneReadUntilItIsKnownOfAllWhereTheyAre() {
        // Given
        partitions(20).forEach(each -> berths.upTo(each, LITTLE));
        reached.put(partition(19), -1L);

        // When
        assign();

        // Then
        assertThat(open()).isEmpty();
    }

    @Test
    void shouldHaveTheNextReadWhenOneIsDone() {
        // Given
        partitions(20).forEach(each -> berths.upTo(each, LITTLE));
        assign();

        // When
        reached.put(partition(1), (long) LITTLE);
        assign();

        // Then
        assertThat(open()).isEqualTo(partitions(LIMIT + 1));
    }

    @Test
    void shouldHaveAllReadWhereLittleIsLeft() {
        // Given
        partitions(20).forEach(each -> berths.upTo(each, LITTLE / 20));

        // When
        assign();

        // Then
        assertThat(open()).isEqualTo(partitions(20));
    }

    @Test
    void shouldComeToEveryEndHoweverOftenItMovesOn() {
        // Given
        for (int round = 1; round <= 5; round++) {
            long end = round * 1_000L;
            partitions(20).forEach(each -> berths.upTo(each, end));

            // When
            for (int look = 0; look < 20 / LIMIT + 1; look++) {
                assign();
                partitions(20).forEach(each -> reached.merge(each, berths.end(each), Math::max));
            }

            // Then
            assertThat(partitions(20)).allSatisfy(each -> assertThat(reached).containsEntry(each, end));
        }
    }
}

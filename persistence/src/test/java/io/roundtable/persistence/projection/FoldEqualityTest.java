package io.roundtable.persistence.projection;

import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Event;
import io.roundtable.contract.WorkspaceEvent.WorkspaceArchived;
import io.roundtable.contract.WorkspaceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables = fold of the events, byte for byte, however the events were cut into batches. */
final class FoldEqualityTest {

    private static final int EVENTS = 400;
    private static final WorkspaceId OTHER = Sayings.workspace(999_999);

    static LongStream seeds() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_121).longs(12);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldComeToTheSameRowsInBatchesOfAnySize(long seed) {
        // Given
        TestLog log = RandomHistory.of(seed, 3, EVENTS);
        try (TestProjection projection = new TestProjection()) {
            // When
            writeInRandomBatches(projection, log, seed);

            // Then
            assertThat(projection.dump()).as("seed %d", seed).isEqualTo(log.folded());
        }
    }

    @Test
    void shouldComeToTheSameRowsOneByOneAndAllAtOnce() {
        // Given
        long seed = 7;
        TestLog log = RandomHistory.of(seed, 0, EVENTS);
        try (TestProjection single = new TestProjection();
                TestProjection whole = new TestProjection()) {
            // When
            single.write(log, 1);
            whole.write(log, EVENTS);

            // Then
            assertThat(single.dump()).isEqualTo(whole.dump()).isEqualTo(log.folded());
        }
    }

    @Test
    void shouldComeToTheSameRowsForPartitionsWrittenInTurn() {
        // Given
        TestLog one = RandomHistory.of(11, 1, 100);
        TestLog other = new TestLog(2).append(workspaceCreated(OTHER));
        try (TestProjection projection = new TestProjection()) {
            // When
            projection.write(one, 30);
            projection.write(other, 30);

            // Then
            List<String> folded = new ArrayList<>(one.folded());
            folded.addAll(other.folded());
            assertThat(projection.dump()).containsExactlyInAnyOrderElementsOf(folded);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldComeToTheSameRowsForPartitionsWrittenTogether(long seed) {
        // Given
        TestLog one = RandomHistory.of(seed, 1, EVENTS);
        TestLog other = new TestLog(2).append(workspaceCreated(OTHER)).append(new WorkspaceArchived(OTHER));
        try (TestProjection projection = new TestProjection()) {
            EventProjection writer = new EventProjection(projection.sql());

            // When
            List<Checkpoint> halves = writer.write(List.of(
                    new Stretch<>(projection.open(2), other.all().subList(0, 1)),
                    new Stretch<>(projection.open(1), one.all().subList(0, EVENTS / 2))));
            List<Checkpoint> ends = writer.write(List.of(
                    new Stretch<>(halves.get(1), one.after(EVENTS / 2)), new Stretch<>(halves.get(0), other.after(1))));

            // Then
            List<String> folded = new ArrayList<>(one.folded());
            folded.addAll(other.folded());
            assertThat(projection.dump()).containsExactlyInAnyOrderElementsOf(folded);
            assertThat(ends).containsExactly(projection.open(1), projection.open(2));
        }
    }

    @Test
    void shouldHaveTriedEverythingThatCanHappen() {
        var happened = seeds().mapToObj(seed -> RandomHistory.of(seed, 3, EVENTS))
                .flatMap(log -> log.all().stream())
                .map(projected -> projected.envelope().event().getClass())
                .collect(Collectors.toSet());

        assertThat(happened).hasSameSizeAs(kinds(Event.class).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FoldEqualityTest::kinds)
                : Stream.of(type);
    }

    @Test
    void shouldTellOneHistoryFromAnother() {
        assertThat(RandomHistory.of(5, 3, EVENTS).folded())
                .isEqualTo(RandomHistory.of(5, 3, EVENTS).folded())
                .isNotEqualTo(RandomHistory.of(6, 3, EVENTS).folded());
    }

    private static void writeInRandomBatches(TestProjection projection, TestLog log, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + 1);
        EventProjection writer = new EventProjection(projection.sql());
        Checkpoint at = projection.open(log.partition());
        List<Projected> left = log.all();
        while (!left.isEmpty()) {
            int size = Math.min(left.size(), 1 + random.nextInt(random.nextBoolean() ? 3 : 120));
            at = writer.write(at, left.subList(0, size));
            left = left.subList(size, left.size());
        }
    }
}

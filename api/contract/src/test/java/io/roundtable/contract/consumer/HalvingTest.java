package io.roundtable.contract.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HalvingTest {

    private static final long FIRST = 7;
    private static final long LAST = 900;
    private static final int MOST_LOOKS = 63;

    private record Event(long offset, long sequence) {}

    /** Events by offset, with gaps between them, some of which are long. */
    private static NavigableMap<Long, Event> log(RandomGenerator random) {
        var log = new TreeMap<Long, Event>();
        long offset = FIRST + random.nextInt(50);
        for (long sequence = FIRST; sequence <= LAST; sequence++) {
            log.put(offset, new Event(offset, sequence));
            offset += 1 + (random.nextInt(20) == 0 ? random.nextInt(300) : random.nextInt(3));
        }
        return log;
    }

    private static Halving<Event> over(NavigableMap<Long, Event> log, AtomicInteger looks) {
        return new Halving<>(
                (from, end) -> {
                    looks.incrementAndGet();
                    return log.subMap(from, true, Math.max(from, end), false).values().stream()
                            .findFirst()
                            .orElse(null);
                },
                Event::offset);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldFindTheFirstEventFromWhichOnSomethingHolds(long seed) {
        // Given
        var log = log(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        long end = log.lastKey() + 3;

        log.values().forEach(event -> {
            var looks = new AtomicInteger();

            // When
            var found = over(log, looks).first(0, end, met -> met.sequence() >= event.sequence());

            // Then
            assertThat(found).as("%s, seed %d", event, seed).hasValue(event);
            assertThat(looks.get()).isLessThanOrEqualTo(MOST_LOOKS);
        });
        assertThat(over(log, new AtomicInteger()).first(0, end, _ -> false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldComeNearAnEventAndNeverBehindIt(long seed) {
        // Given
        var log = log(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));

        log.values().forEach(event -> {
            for (long near : new long[] {0, 1, 128}) {
                var looks = new AtomicInteger();

                // When
                long at = over(log, looks)
                        .near(Event::sequence, event.sequence(), event.sequence() - 1, log.lastKey(), near);

                // Then
                assertThat(at)
                        .as("%s, near %d, seed %d", event, near, seed)
                        .isBetween(event.offset() - near, event.offset());
                assertThat(looks.get()).isLessThanOrEqualTo(MOST_LOOKS);
            }
        });
    }
}

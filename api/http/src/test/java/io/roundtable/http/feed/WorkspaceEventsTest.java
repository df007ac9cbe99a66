package io.roundtable.http.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.feed.WorkspaceEvents.Found;
import io.roundtable.http.feed.WorkspaceEvents.Wish;
import io.roundtable.http.log.LoggedEvent;
import io.roundtable.http.log.RecordedEvents;
import io.roundtable.persistence.query.BlocksOfWorkspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of any log, with any gaps, every event of a workspace is found once and in order, whatever the bounds of a reading. */
final class WorkspaceEventsTest {

    private static final List<WorkspaceId> ROOMS =
            List.of(room("busy"), room("also busy"), room("quiet"), room("silent"));
    private static final WorkspaceId BUSY = ROOMS.getFirst();
    private static final WorkspaceId QUIET = ROOMS.get(2);
    private static final String SENT = "io.roundtable.message.sent.v1";
    private static final String LEASED = "io.roundtable.message.leased.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int EVENTS = 3_000;

    private final RecordedEvents log = new RecordedEvents();
    private long reflected;

    static LongStream seeds() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_122).longs(8);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldFindEveryEventUpwards(long seed) {
        // Given
        RandomGenerator random = talk(seed);
        for (var workspace : ROOMS) {
            for (var filter : filters()) {
                // When
                var wish = new Wish(workspace, filter, 1 + random.nextInt(40), 500 + random.nextInt(5_000));
                var found = upwards(wish, log.all().size());

                // Then
                assertThat(found).as("seed %d", seed).isEqualTo(expected(workspace, filter));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldFindEveryEventDownwards(long seed) {
        // Given
        RandomGenerator random = talk(seed);
        reflected = log.all().size();
        for (var workspace : ROOMS) {
            for (var filter : filters()) {
                // When
                var wish = new Wish(workspace, filter, 1 + random.nextInt(40), 500 + random.nextInt(5_000));
                var found = downwards(wish);

                // Then
                assertThat(found)
                        .as("seed %d", seed)
                        .isEqualTo(expected(workspace, filter).reversed());
            }
        }
    }

    @Test
    void shouldReadLittleForAWorkspaceThatSaysLittle() {
        // Given
        for (int n = 0; n < 20_000; n++) {
            log.append(n % 5_000 == 77 ? QUIET : BUSY, SENT, "{}", 1);
        }
        reflected = log.all().size();

        // When
        var found = upwards(new Wish(QUIET, FeedFilter.NONE, 200, 1_000_000), reflected);

        // Then
        assertThat(found).hasSize(4);
        assertThat(log.read()).isLessThan(3_000);
    }

    @Test
    void shouldEndEarlyWhereAFilterLeavesOutMoreThanMayBeRead() {
        // Given
        for (int n = 0; n < 25_000; n++) {
            log.append(BUSY, SENT, "{}", 0);
        }
        log.append(BUSY, LEASED, "{}", 0);
        reflected = log.all().size();
        var wish = new Wish(BUSY, new FeedFilter(Set.of(LEASED), null, null), 10, 1_000_000);

        // When
        Found first = events().after(wish, 0, reflected, PATIENCE);
        Found second = events().after(wish, first.at(), reflected, PATIENCE);

        // Then
        assertThat(first.events()).isEmpty();
        assertThat(first.at()).isBetween(1L, reflected - 1);
        assertThat(second.events()).hasSize(1);
        assertThat(second.at()).isEqualTo(reflected);
    }

    @Test
    void shouldTellWhatTheLogCanNotHaveComeTo() {
        // Given
        log.append(BUSY, SENT, "{}", 5);

        // Then
        assertThat(events().isBeyondEnd(BUSY, 1, PATIENCE)).isFalse();
        assertThat(events().isBeyondEnd(BUSY, 7, PATIENCE)).isTrue();
    }

    private RandomGenerator talk(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int n = 0; n < EVENTS; n++) {
            int which = random.nextInt(100);
            var workspace = which == 0 ? QUIET : ROOMS.get(random.nextInt(100) < 90 ? 0 : 1);
            String value = "{\"x\":\"" + "y".repeat(random.nextInt(400)) + "\"}";
            log.append(workspace, random.nextInt(4) == 0 ? LEASED : SENT, value, random.nextInt(5) == 0 ? 40 : 1);
        }
        reflected = random.nextLong(EVENTS);
        return random;
    }

    private static List<FeedFilter> filters() {
        return List.of(
                FeedFilter.NONE, new FeedFilter(Set.of(LEASED), null, null), new FeedFilter(Set.of(), "msg_7", null));
    }

    private List<Long> upwards(Wish wish, long to) {
        var found = new ArrayList<Long>();
        var events = events();
        for (long at = 0; at < to; ) {
            Found part = events.after(wish, at, to, PATIENCE);
            assertThat(part.at()).isGreaterThan(at);
            part.events().forEach(event -> found.add(event.sequence()));
            at = part.at();
        }
        return found;
    }

    private List<Long> downwards(Wish wish) {
        var found = new ArrayList<Long>();
        var events = events();
        for (long at = reflected + 1; at > 1; ) {
            Found part = events.before(wish, at, PATIENCE);
            assertThat(part.at()).isLessThan(at);
            part.events().forEach(event -> found.add(event.sequence()));
            at = part.at();
        }
        return found;
    }

    private List<Long> expected(WorkspaceId workspace, FeedFilter filter) {
        return log.all().stream()
                .filter(event -> event.isOf(workspace) && filter.matches(event))
                .map(LoggedEvent::sequence)
                .toList();
    }

    private WorkspaceEvents events() {
        return new WorkspaceEvents(new Blocks(), log.readers(), RecordedEvents.places(), RecordedEvents.LAYOUT);
    }

    /** As the tables would have them. */
    private final class Blocks implements WorkspaceEvents.Index {

        @Override
        public long reflected(WorkspaceId workspace) {
            return reflected;
        }

        @Override
        public List<Long> between(WorkspaceId workspace, long from, long to, boolean descending) {
            Stream<Long> blocks = log.all().stream()
                    .limit(reflected)
                    .filter(event -> event.isOf(workspace))
                    .map(event -> BlocksOfWorkspace.of(event.sequence()))
                    .filter(block -> block >= from && block <= to)
                    .distinct();
            return (descending ? blocks.sorted(Collections.reverseOrder()) : blocks.sorted())
                    .limit(BlocksOfWorkspace.MOST)
                    .toList();
        }
    }

    private static WorkspaceId room(String name) {
        return new WorkspaceId("ws_" + name.replace(" ", "") + "000000");
    }
}

package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many who read feeds while commands go on, and kill -9 of the node that streams to them: each goes on with the last id it
 * has seen. {@code -Droundtable.workspaces=50 -Droundtable.feeds=10 -Droundtable.rate=200 -Droundtable.seconds=60} has 500
 * of them read beside 200 messages a second.
 */
@WithTestStack
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class ManyFeedsTest {

    private static final int WORKSPACES = Integer.getInteger("roundtable.workspaces", 5);
    private static final int FEEDS_EACH = Integer.getInteger("roundtable.feeds", 4);
    private static final int PER_SECOND = Integer.getInteger("roundtable.rate", 30);
    private static final int SECONDS = Integer.getInteger("roundtable.seconds", 12);

    /** For the last events to come to everybody. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    /** Where somebody speaks: a workspace and two sandboxes of it. */
    private record Place(Room room, String alice, String bob) {}

    @Test
    void shouldBringEveryEventOnceToEachOfThemAcrossTheRestartOfTheirNode(@Isolated TestStack stack)
            throws IOException {
        // Given
        var output = directory.resolve("output.log");
        try (var installation = Installation.on(stack);
                var log = installation.log();
                var others = OtherProcess.start(installation.environment("others"), output)) {
            var places = places(others);
            var settings = installation.environment("streams");
            try (var killed = OtherProcess.start("api", settings, output);
                    var talk = new Talk(places);
                    var followers = new Followers(places, killed)) {

                // When
                talk.awaits(1.0 / 3);
                killed.kill();
                talk.awaits(1.0 / 2);
                try (var restarted = OtherProcess.start("api", settings, output)) {
                    followers.goTo(restarted);
                    talk.awaits(1);

                    // Then
                    assertThat(talk.refused())
                            .as("for now")
                            .allSatisfy(answer ->
                                    assertThat(answer.mustHave("Retry-After")).isNotBlank());
                    assertThat(talk.refused()).hasSizeLessThan(talk.answers.size() / 4);
                    followers.await(log);
                    assertThat(followers.all())
                            .allSatisfy(each -> assertThat(each.opened()).isGreaterThan(1));
                }
            }
        }
    }

    private static List<Place> places(OtherProcess node) {
        var olga = Person.registersAt(node.node(), "Olga");
        return IntStream.range(0, WORKSPACES)
                .mapToObj(i -> olga.opens("feed-" + i))
                .map(room -> new Place(room, room.sandbox("alice"), room.sandbox("bob")))
                .toList();
    }

    private static Map<String, List<Long>> sequences(Log log) {
        return log.all(Topics.EVENTS).stream()
                .collect(Collectors.groupingBy(
                        Entry::keyText,
                        Collectors.mapping(entry -> Long.valueOf(entry.header("ce_sequence")), Collectors.toList())));
    }

    /** Messages at a steady rate, whether the answers have come or not. */
    private static final class Talk implements AutoCloseable {

        private static final int MESSAGES = PER_SECOND * SECONDS;

        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final List<CompletableFuture<Answer>> answers;

        Talk(List<Place> places) {
            answers = IntStream.range(0, MESSAGES)
                    .mapToObj(i -> {
                        var answer = new CompletableFuture<Answer>();
                        var _ = clock.schedule(
                                () -> threads.execute(() -> say(places.get(i % places.size()), i, answer)),
                                i * 1_000_000L / PER_SECOND,
                                TimeUnit.MICROSECONDS);
                        return answer;
                    })
                    .toList();
        }

        private static void say(Place place, int number, CompletableFuture<Answer> answer) {
            try {
                answer.complete(place.room().says(place.alice(), place.bob(), Integer.toString(number)));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        /** Those that a node with too much to do has sent away. */
        List<Answer> refused() {
            return answers.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> !answer.isGood())
                    .toList();
        }

        /** Until this share of them is answered. */
        void awaits(double share) {
            answers.subList(0, (int) (share * MESSAGES)).forEach(CompletableFuture::join);
        }

        @Override
        public void close() {
            clock.shutdownNow();
            threads.shutdownNow();
        }
    }

    /** All who read, until they are closed. */
    private static final class Followers implements AutoCloseable {

        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicReference<OtherProcess> node;
        private final List<Following> all;
        private final List<CompletableFuture<Void>> going;

        Followers(List<Place> places, OtherProcess first) {
            node = new AtomicReference<>(first);
            all = places.stream()
                    .flatMap(place -> IntStream.range(0, FEEDS_EACH).mapToObj(_ -> new Following(place.room(), node)))
                    .toList();
            going = all.stream()
                    .map(each -> CompletableFuture.runAsync(each, threads))
                    .toList();
        }

        void goTo(OtherProcess other) {
            node.set(other);
        }

        List<Following> all() {
            return all;
        }

        /** Until exactly what there is has come to everybody; of commands that nobody has decided yet there may be more. */
        void await(Log log) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        going.stream()
                                .filter(CompletableFuture::isDone)
                                .forEach(CompletableFuture::join); // with what it ended by
                        var sequences = sequences(log);
                        assertThat(all)
                                .allSatisfy(each -> assertThat(each.came()).isEqualTo(sequences.get(each.room.id())));
                    });
        }

        /** They end with their next event, or with their node. */
        @Override
        public void close() {
            all.forEach(Following::stop);
            threads.shutdown();
        }
    }

    /** Somebody who reads a feed, and goes on with the last id whenever it breaks off. */
    private static final class Following implements Runnable {

        private static final long BEFORE_TRYING_AGAIN = Duration.ofSeconds(1).toNanos();

        private final Room room;
        private final AtomicReference<OtherProcess> node;
        private final List<Long> came = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger opened = new AtomicInteger();
        private volatile boolean isOver;

        Following(Room room, AtomicReference<OtherProcess> node) {
            this.room = room;
            this.node = node;
        }

        @Override
        public void run() {
            String last = null;
            while (!isOver) {
                try (var feed = open(last)) {
                    opened.incrementAndGet();
                    String seen = readOut(feed);
                    last = seen.isEmpty() ? last : seen;
                } catch (UncheckedIOException _) {
                    LockSupport.parkNanos(BEFORE_TRYING_AGAIN); // the node isn't there
                } catch (OpenFeed.Refused e) {
                    if (!e.isForNow()) {
                        throw e;
                    }
                    LockSupport.parkNanos(BEFORE_TRYING_AGAIN);
                }
            }
        }

        private OpenFeed open(@Nullable String last) {
            var there = room.as(room.member().at(node.get().node()));
            return last == null
                    ? OpenFeed.of(there, "?from=beginning")
                    : OpenFeed.after(there, "?from=beginning", last);
        }

        /** @return the last id, or an empty one where none came */
        private String readOut(OpenFeed feed) {
            try {
                for (var frame = feed.next(); frame != null && !isOver; frame = feed.next()) {
                    came.add(frame.sequence());
                }
            } catch (UncheckedIOException _) {
                // broken off: what had come whole counts
            }
            return feed.lastEventId();
        }

        List<Long> came() {
            return List.copyOf(came);
        }

        int opened() {
            return opened.get();
        }

        /** With the next event at the latest, or the end of its node. */
        void stop() {
            isOver = true;
        }
    }
}

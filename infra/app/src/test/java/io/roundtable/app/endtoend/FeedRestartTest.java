package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the node that streams: another goes on with the last id, and the sequence is complete all the same. The node
 * was comparing two points of the past too, which costs no node more to try.
 */
@WithTestStack
@Timeout(180)
final class FeedRestartTest {

    private static final int MESSAGES = 60;

    @TempDir
    private Path directory;

    @Test
    void shouldBringEveryEventOnceAcrossTheRestartOfItsNodeAndEndTheDiffThatWasHalfDone(@Isolated TestStack stack)
            throws IOException {
        // Given
        var output = directory.resolve("output.log");
        try (var installation = Installation.on(stack);
                var log = installation.log()) {
            var settings = installation.environment("killed");
            var came = new ArrayList<Long>();
            Room room;
            String lastEventId;
            HalfDiff diff;
            try (var killed = OtherProcess.start(settings, output)) {
                room = Person.registersAt(killed.node(), "Olga").opens("lab");
                var feed = OpenFeed.of(room, "?from=beginning");
                var begin = Instant.now();
                talk(room);
                diff = HalfDiff.begin(killed.node(), begin, Instant.now());
                // of the last some haven't been read when the node dies
                feed.take(MESSAGES / 2).forEach(frame -> came.add(frame.sequence()));
                killed.kill();
                readOut(feed, came);
                lastEventId = feed.lastEventId();
            }

            // When
            try (var restarted = OtherProcess.start(settings, output)) {
                var there = room.as(room.member().at(restarted.node()));
                try (var feed = OpenFeed.after(there, "?from=beginning", lastEventId)) {
                    talk(there);
                    var expected = sequences(log.all(Topics.EVENTS), room);
                    feed.take(expected.size() - came.size()).forEach(frame -> came.add(frame.sequence()));

                    // Then
                    assertThat(came).isEqualTo(expected);
                    diff.assertEndsWhenAskedForAgain(restarted.node(), installation, directory);
                }
            }
        }
    }

    private static void talk(Room room) {
        String alice = room.sandbox("alice");
        String bob = room.sandbox("bob");
        for (int n = 0; n < MESSAGES; n++) {
            room.says(alice, bob, Integer.toString(n)).good();
        }
    }

    /** What had come before the connection broke counts, as far as it came whole. */
    private static void readOut(OpenFeed feed, List<Long> came) {
        try (feed) {
            for (var frame = feed.next(); frame != null; frame = feed.next()) {
                came.add(frame.sequence());
            }
        } catch (UncheckedIOException e) {
            assertThat(e).hasMessageNotContaining("timed out");
        }
    }

    private static List<Long> sequences(List<Entry> events, Room room) {
        return events.stream()
                .filter(entry -> entry.keyText().equals(room.id()))
                .map(entry -> Long.valueOf(entry.header("ce_sequence")))
                .toList();
    }
}

package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.app.settings.Setting;
import io.roundtable.contract.Topics;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations from a file, through the real server. */
@WithInstallation
@WithTestStack
final class ImportTest {
    @TempDir
    private Path directory;

    @Test
    void shouldBringInTheSampleOnceHoweverOftenItIsImported(Installation installation) throws IOException {
        // Given
        var file = sample();
        var olga = Person.registersAt(installation.node(), "Olga");

        // When
        var first = imports(olga, file);
        var imported = Transcript.of(olga);
        try (var log = installation.log()) {
            var before = log.mark();
            var second = imports(olga, file);

            // Then
            assertThat(first.out()).contains("20 messages sent, 0 already there");
            assertThat(imported).isEqualTo(Transcript.of(file));
            assertThat(second.out())
                    .contains("0 messages sent, 20 already there")
                    .contains("nothing was changed");
            assertThat(log.since(before, Topics.EVENTS)).noneMatch(Entry::isGivenBySomebody);
            Sequences.assertDense(log);
        }
    }

    @Nested
    final class WhereKeysAreForgottenAfterASecond {
        @Test
        void shouldStillBringInTheSampleOnce(@Isolated TestStack stack) throws IOException {
            // Given
            var file = sample();
            try (var installation = Installation.on(stack, Map.of(Setting.DUPLICATE_WINDOW, "1s"))) {
                var olga = Person.registersAt(installation.node(), "Olga");
                imports(olga, file);
                awaitForgotten(olga.opens("apart"));

                // When
                var second = imports(olga, file);

                // Then
                assertThat(second.out()).contains("0 messages sent, 20 already there");
                var expected = Transcript.of(file).conversations();
                assertThat(Transcript.of(olga).conversations()).containsAllEntriesOf(expected);
            }
        }

        /** Waits until a repeat isn't known for one any more; it is decided as something new then. */
        private static void awaitForgotten(Room room) {
            var alice = room.sandbox("alice");
            var keyed = room.asks("POST", "/messages")
                    .saying(Room.message(alice, alice, "1"))
                    .with("Idempotency-Key", "k");
            assertThat(keyed.answer().good().isReplayed()).isFalse();
            assertThat(keyed.answer().good().isReplayed()).isTrue();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !keyed.answer().good().isReplayed());
        }
    }

    private RecordingTerminal imports(Person person, Path file) {
        var screen = new RecordingTerminal(directory);
        int exit = Commands.run(
                screen, "import", file.toString(), "--url", person.node().url().toString(), "--token", person.token());
        assertThat(exit).as(screen.err() + screen.out()).isZero();
        return screen;
    }

    private Path sample() throws IOException {
        var file = directory.resolve("conversations.jsonl");
        try (var in = Objects.requireNonNull(ImportTest.class.getResourceAsStream("/samples/conversations.jsonl"))) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}

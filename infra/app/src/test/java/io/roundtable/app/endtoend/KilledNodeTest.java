package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.contract.Topics;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.talk.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of an import, and of a rebuild. */
@WithTestStack
final class KilledNodeTest {
    private static final int CONVERSATIONS = 12;
    private static final int MESSAGES = 40;

    @TempDir
    private Path directory;

    @Test
    void shouldHaveEveryMessageOnceAndEndTheRebuildAfterARestart(@Isolated TestStack stack)
            throws IOException, InterruptedException {
        // Given
        var file = conversations();
        var output = directory.resolve("output.log");
        try (var installation = Installation.on(stack);
                var log = installation.log()) {
            var settings = installation.environment("killed");
            var screen = new RecordingTerminal(directory);
            Person olga;
            String rebuild;
            try (var killed = OtherProcess.start(settings, output)) {
                olga = Person.registersAt(killed.node(), "Olga");
                var importing = Thread.ofVirtual().start(importOf(file, olga, screen));
                var begin = log.mark();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> log.since(begin, Topics.EVENTS).size() > 100);
                rebuild = new Operator(killed.node()).begins("/v1/admin/projections/rebuild", "{}");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> log.since(begin, Topics.EVENTS).size() > 200);
                killed.kill();
                importing.interrupt();
                importing.join();
            }
            assertThat(screen.out() + screen.err()).contains("not everything was imported");

            // When
            try (var restarted = OtherProcess.start(settings, output)) {
                var again = new RecordingTerminal(directory);
                importOf(file, olga.at(restarted.node()), again).run();

                // Then
                assertThat(again.out() + again.err()).contains(", 0 refused");
                assertThat(Transcript.of(olga.at(restarted.node()))).isEqualTo(Transcript.of(file));
                Sequences.assertDense(log);
                var done = new Operator(restarted.node()).awaits(rebuild, "done", "failed");
                assertThat(done.get("state")).as(done.text()).isEqualTo("done");
                assertThat(done.json().path("comparison").path("equal").asBoolean())
                        .isTrue();
            }
        }
    }

    private static Runnable importOf(Path file, Person person, RecordingTerminal screen) {
        return () -> Commands.run(
                screen, "import", file.toString(), "--url", person.node().url().toString(), "--token", person.token());
    }

    private Path conversations() throws IOException {
        var lines = new ArrayList<String>();
        for (int seq = 0; seq < MESSAGES; seq++) {
            for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
                lines.add("""
                    {"conversation":"c-%d","seq":%d,"from":"%s","to":"%s","message_type":"request","content":{ "n": %d }}\
                    """.formatted(
                                conversation,
                                seq,
                                seq % 2 == 0 ? "user" : "assistant",
                                seq % 2 == 0 ? "assistant" : "user",
                                seq));
            }
        }
        return Files.write(directory.resolve("many.jsonl"), lines);
    }
}

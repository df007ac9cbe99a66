package io.roundtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillNineTest {
    @TempDir
    Path dir;

    @Test
    void shouldLoseNothingWhenTheProcessWasKilledAndItsDatabaseServerLeftBehind() throws Exception {
        // Given
        ProcessHandle orphan;
        try (var stack = KilledStack.writeAndStay(dir)) {
            stack.kill();
            orphan = postmaster();
            assertThat(orphan.isAlive()).isTrue();
        }

        // When
        try (var database = EmbeddedDatabase.start(new DatabaseOptions(dir.resolve("postgres"), 0, true));
                var kafka = EmbeddedKafka.start(new KafkaOptions(dir.resolve("kafka"), 0));
                var log = new TopicProbe(kafka.bootstrapServers())) {
            log.append("kept", "after");

            // Then
            assertThat(orphan.isAlive()).isFalse();
            assertThat(log.read("kept", 2)).isEqualTo(List.of("before", "after"));
            assertThat(new SqlProbe(database).query("SELECT value FROM kept")).isEqualTo("before");
        }
    }

    private ProcessHandle postmaster() throws Exception {
        var pidFile = dir.resolve("postgres/data/postmaster.pid");
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst()))
                .orElseThrow();
    }
}

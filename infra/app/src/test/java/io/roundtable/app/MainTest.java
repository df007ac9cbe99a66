package io.roundtable.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.fake.RecordingTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
    private final RecordingTerminal screen = new RecordingTerminal(Path.of("unused"));

    @Test
    void shouldListEveryCommand() {
        // When
        int exit = Commands.run(screen, "--help");

        // Then
        assertThat(exit).isZero();
        assertThat(screen.out())
                .contains("dev ", "api ", "engine ", "projector ", "all ", "login ", "token ", "topics ", "status ")
                .contains("courier ", "import ", "logout ", "register ", "send ", "inbox ", "events ")
                .contains("dead-letters ", "webhooks ", "replay ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev",
                "api",
                "engine",
                "projector",
                "courier",
                "all",
                "register",
                "login",
                "logout",
                "token",
                "topics",
                "status",
                "events",
                "import",
                "send",
                "inbox",
                "dead-letters",
                "webhooks",
                "replay"
            })
    void shouldHelpWithEveryCommand(String command) {
        // When
        int exit = Commands.run(screen, command, "--help");

        // Then
        assertThat(exit).isZero();
        assertThat(screen.out()).startsWith("Usage: roundtable " + command);
    }

    @Test
    void shouldSuggestTheCommandThatMayBeMeant() {
        // When
        int exit = Commands.run(screen, "stauts");

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(screen.err()).contains("stauts", "roundtable status");
    }

    @Test
    void shouldNameTheSettingsThatARoleTakes() {
        // When
        int exit = Commands.run(screen, "engine", "--help");

        // Then
        assertThat(exit).isZero();
        assertThat(screen.out())
                .contains("partitions", "ROUNDTABLE_PARTITIONS")
                .contains("kafka.client.NAME", "ROUNDTABLE_KAFKA_CLIENT_NAME");
    }

    @Test
    void shouldTellItsVersion() {
        // When
        int exit = Commands.run(screen, "--version");

        // Then
        assertThat(exit).isZero();
        assertThat(screen.out()).startsWith("roundtable ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "all --port x", "topics", "status --output xml", "login"})
    void shouldEndWithTwoOnAMistake(String line) {
        // When
        int exit = Commands.run(screen, line.isEmpty() ? new String[0] : line.split(" ", -1));

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).startsWith("roundtable: ");
    }

    @Test
    void shouldStartTheRoleThatWasNamedWithItsSettings(@TempDir Path directory) throws IOException {
        // Given
        var file = Files.writeString(directory.resolve("rt.properties"), "kafka.bootstrap.servers=k:1\nport=7");
        screen.env("ROUNDTABLE_PARTITIONS", "4");

        // When
        int exit = Commands.run(screen, "engine", "--config", file.toString(), "--port", "8", "--set", "instance=one");

        // Then
        assertThat(exit).isOne();
        assertThat(screen.err()).contains("would start [ENGINE]", "Kafka[k:1, partitions=4", "port=8");
    }

    @Test
    void shouldSayWhichKeyOfTheFileDoesNotExist(@TempDir Path directory) throws IOException {
        // Given
        var file = Files.writeString(directory.resolve("rt.properties"), "kafka.bootstrap.server=k:1");

        // When
        int exit = Commands.run(screen, "all", "--config", file.toString());

        // Then
        assertThat(exit).isOne();
        assertThat(screen.err()).contains("kafka.bootstrap.server;");
    }
}

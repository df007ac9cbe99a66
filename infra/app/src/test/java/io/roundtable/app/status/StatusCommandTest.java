package io.roundtable.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.FakeRoundtable;
import io.roundtable.app.fake.RecordingTerminal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StatusCommandTest {
    private static final String READY = """
        {"status":"ready","parts":[
          {"role":"engine","part":"3","status":"ready","lag":12,"lag_seconds":0.4,"since":"2026-01-01T00:00:00Z"},
          {"role":"api","part":"tail","status":"ready"}]}\
        """;
    private static final String NOT_READY = """
        {"status":"not_ready","parts":[{"role":"projector","part":"0","status":"not_ready","lag":9,
         "detail":"a gap after 41","action":"rebuild the projection"}]}\
        """;

    private final FakeRoundtable server = new FakeRoundtable();
    private final RecordingTerminal screen = new RecordingTerminal(Path.of("unused"));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldListPartsAndSucceedWhenAllIsWell() {
        // Given
        server.readiness(READY);

        // When
        int exit = Commands.run(screen, "status", "--url", server.url());

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.out()).contains("12 (0.4 s)", "2026-01-01T00:00:00Z", "tail");
        assertThat(screen.outLines()).hasSize(4).last().isEqualTo("ready");
    }

    @Test
    void shouldSayWhatToDoAndFailWhenAPersonIsNeeded() {
        // Given
        server.readiness(NOT_READY);

        // When
        int exit = Commands.run(screen, "status", "--url", server.url());

        // Then
        assertThat(exit).isOne();
        assertThat(screen.out()).contains("a gap after 41", "what to do: rebuild the projection");
    }

    @Test
    void shouldFailWhenAReadyPartAsksForSomething() {
        // Given
        server.readiness(READY.replace("\"part\":\"tail\"", "\"part\":\"tail\",\"action\":\"add disk\""));

        // When
        int exit = Commands.run(screen, "status", "--url", server.url());

        // Then
        assertThat(exit).isOne();
    }

    @Test
    void shouldPrintJsonLinesOnly() {
        // Given
        server.readiness(NOT_READY);

        // When
        Commands.run(screen, "status", "--url", server.url(), "--output", "json");

        // Then
        assertThat(screen.outLines()).hasSize(2).allMatch(line -> line.startsWith("{"));
        assertThat(screen.outLines().getFirst())
                .contains("\"role\":\"projector\"", "\"action\":\"rebuild the projection\"");
        assertThat(screen.outLines().getLast()).isEqualTo("{\"status\":\"not_ready\"}");
    }
}

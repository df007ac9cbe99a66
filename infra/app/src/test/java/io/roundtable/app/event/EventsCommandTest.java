package io.roundtable.app.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.FakeAnswer;
import io.roundtable.app.fake.FakeLogins;
import io.roundtable.app.fake.FakeRoundtable;
import io.roundtable.app.fake.RecordingTerminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventsCommandTest {
    private static final String LOG = "AAAAAAAAAAAAAAAAAAAAAA:0:";
    private static final String SENT = "io.roundtable.message.sent.v1";

    private final FakeRoundtable server = new FakeRoundtable();
    private final RecordingTerminal screen = new RecordingTerminal(Path.of("unused"));

    @BeforeEach
    void happen() {
        for (int i = 0; i < 5; i++) {
            server.feed().happen(SENT);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private int events(String... more) {
        var line = new ArrayList<>(List.of("events", "ws_1", "--url", server.url(), "--token", FakeLogins.FIXED_TOKEN));
        line.addAll(List.of(more));
        return Commands.run(screen, line.toArray(String[]::new));
    }

    @Test
    void shouldListAllForPeople() {
        // When
        int exit = events();

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).hasSize(6);
        assertThat(screen.outLines().getFirst()).contains("SEQUENCE").contains("SUBJECT");
        assertThat(screen.outLines().getLast())
                .startsWith("         5  2026-01-01T00:05:00Z")
                .contains(SENT, "msg_5", "{\"n\":5}");
    }

    @ParameterizedTest
    @CsvSource({
        "beginning,5",
        "2025-01-01T00:00:00Z,5",
        "2026-01-01T00:04:00Z,2",
        "2026-01-01T00:04:00.001Z,1",
        "2026-02-01T00:00:00Z,0",
        "3,2",
        LOG + "4,1",
    })
    void shouldBeginWhereItIsTold(String since, int expected) {
        // When
        int listed = events("--since", since, "--output", "json");

        // Then
        assertThat(listed).as(screen.err()).isZero();
        assertThat(screen.outLines()).hasSize(expected).allMatch(line -> line.startsWith("{\"sequence\":"));
    }

    @Test
    void shouldGoOnBehindTheLastEventAfterALostConnection() {
        // Given
        server.feed().interrupt(FakeAnswer.problem(503, "overloaded", "").with("Retry-After", "0"));

        // When
        int exit = events("--follow", "--since", "beginning", "--max", "5", "--output", "json");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).hasSize(5);
        assertThat(screen.outLines().stream()
                        .map(line -> line.replaceAll(".*\"n\":(\\d).*", "$1"))
                        .toList())
                .containsExactly("1", "2", "3", "4", "5");
        assertThat(server.feed().resumed()).containsExactly("", "", LOG + "2", LOG + "4");
        assertThat(screen.err()).contains("overloaded").contains("going on after " + LOG + "2");
    }

    @Test
    void shouldFollowFromATime() {
        // When
        int exit = events("--follow", "--since", "2026-01-01T00:03:00Z", "--type", SENT, "--max", "3");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.out()).contains("msg_3", "msg_4", "msg_5").doesNotContain("msg_2");
        assertThat(server.feed().resumed()).containsExactly(LOG + "2", LOG + "4");
    }

    @Test
    void shouldEndWhereTheServerCannotGoOn() {
        // Given
        server.feed().interrupt(FakeAnswer.problem(410, "cannot_resume", ""));

        // When
        int exit = events("--follow", "--since", LOG + "4");

        // Then
        assertThat(exit).isOne();
        assertThat(screen.err()).contains("410 cannot_resume");
    }

    @Test
    void shouldRefuseWhatIsNoTime() {
        assertThat(events("--since", "yesterday")).isEqualTo(2);
        assertThat(screen.err()).contains("--since must be a time");
    }
}

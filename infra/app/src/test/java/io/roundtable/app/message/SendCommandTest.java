package io.roundtable.app.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.FakeAnswer;
import io.roundtable.app.fake.FakeLogins;
import io.roundtable.app.fake.FakeRoundtable;
import io.roundtable.app.fake.FakeWorkspaces.Message;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.contract.RawJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SendCommandTest {
    private final FakeRoundtable server = new FakeRoundtable();
    private final List<Message> messages = server.workspaces().add("ws_1").messages();
    private final RecordingTerminal screen = new RecordingTerminal(Path.of("unused"));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldSendTheContentAsItIsGivenAndPrintTheId() {
        // When
        int exit = send("--from", "sb_a", "--to", "sb_b", "{ \"n\" : 1.50 }");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).containsExactly("msg_0123456789");
        assertThat(messages)
                .containsExactly(
                        new Message("sb_a", "sb_b", "request", new RawJson("{ \"n\" : 1.50 }"), null, null, null));
    }

    @Test
    void shouldSendAllThatOptionsSay() {
        // When
        int exit = send(
                "--from=sb_a",
                "--to=sb_b",
                "--type=response",
                "--correlation-id=trip 42",
                "--in-reply-to=msg_7",
                "--priority=urgent",
                "null");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(messages)
                .containsExactly(
                        new Message("sb_a", "sb_b", "response", new RawJson("null"), "trip 42", "msg_7", "urgent"));
    }

    @Test
    void shouldSendWhatStandardInputHolds() {
        // Given
        screen.in("{\"piped\":\n true}\n");

        // When
        int exit = send("--from", "sb_a", "--to", "sb_b", "-");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(messages).extracting(Message::content).containsExactly(new RawJson("{\"piped\":\n true}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "{\"a\":1} {\"b\":2}", "{\"a\":", "", "{'a':1}"})
    void shouldSendNothingWhenTheContentIsNotJson(String content) {
        // When
        int exit = send("--from", "sb_a", "--to", "sb_b", content);

        // Then
        assertThat(exit).isOne();
        assertThat(server.requests()).isEmpty();
        assertThat(screen.err().lines()).singleElement().asString().contains("not JSON", "'\"Hello\"'");
    }

    @Test
    void shouldLetASandboxSpeakForItselfByItsKey() {
        // Given
        var key = server.workspaces().key();

        // When
        int exit = Commands.run(
                screen.env("WS", "ws_1"), "send", "--url", server.url(), "--token", key, "--to", "sb_b", "1");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(messages).extracting(Message::fromSandboxId).containsOnlyNulls();
    }

    @Test
    void shouldSendOnceUnderOneKey() {
        // Given
        send("--from=sb_a", "--to=sb_b", "--idempotency-key=k-1", "1");

        // When
        int exit = send("--from=sb_a", "--to=sb_b", "--idempotency-key=k-1", "1");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(messages).hasSize(1);
    }

    @Test
    void shouldTryAgainWithoutSendingTwiceWhenTheServerIsBusyOrUndecided() {
        // Given
        server.interruptNextMessage(FakeAnswer.problem(503, "too_busy", "").with("Retry-After", "0"));
        server.interruptNextMessage(FakeAnswer.of(202, "{\"command_id\":\"cmd_0123456789\",\"status\":\"pending\"}"));

        // When
        int exit = send("--from", "sb_a", "--to", "sb_b", "1");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(messages).hasSize(1);
    }

    @Test
    void shouldPrintTheMessageAsOneJsonLine() {
        // When
        send("--from", "sb_a", "--to", "sb_b", "--output", "json", "1");

        // Then
        assertThat(screen.outLines()).containsExactly("{\"message_id\":\"msg_0123456789\"}");
    }

    @Test
    void shouldFailWithTheServersReasonWhenItIsRefused() {
        // Given
        server.workspaces().refuse(_ -> true);

        // When
        int exit = send("--from", "sb_a", "--to", "sb_b", "1");

        // Then
        assertThat(exit).isOne();
        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).contains("422 not_allowed_by_policy", "content is bad");
    }

    @Test
    void shouldCallItAMistakeWhenNobodyIsSpokenTo() {
        assertThat(send("1")).isEqualTo(2);
        assertThat(screen.err()).contains("--to");
    }

    @Test
    void shouldCallItAMistakeWhenNoWorkspaceIsNamed() {
        // When
        int exit = Commands.run(screen, "send", "--url", server.url(), "--token", "t", "--to", "sb_b", "1");

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(screen.err()).contains("--workspace", "roundtable send --help");
    }

    private int send(String... more) {
        var args = new ArrayList<>(
                List.of("send", "--url", server.url(), "--token", FakeLogins.FIXED_TOKEN, "--workspace", "ws_1"));
        args.addAll(List.of(more));
        return Commands.run(screen, args.toArray(String[]::new));
    }
}

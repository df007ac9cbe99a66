package io.roundtable.app.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.FakeAnswer;
import io.roundtable.app.fake.FakeLogins;
import io.roundtable.app.fake.FakeRoundtable;
import io.roundtable.app.fake.FakeWorkspaces.Message;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.contract.RawJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportCommandTest {
    private final FakeRoundtable server = new FakeRoundtable();

    @TempDir
    private Path directory;

    private RecordingTerminal screen = new RecordingTerminal(Path.of("unused"));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldBringInTheSampleInOrderWithTheContentsOfTheFile() throws IOException {
        // Given
        var file = sample();

        // When
        int exit = importing(file);

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(server.workspaces().all()).hasSize(3);
        var expected = Files.readAllLines(file).stream()
                .map(l -> ImportLine.parse(l.getBytes(StandardCharsets.UTF_8)))
                .filter(l -> l.conversation().equals("sample-library"))
                .toList();
        var library = server.workspaces().named("sample-library");
        assertThat(library.messages().stream().map(m -> m.content().text()))
                .containsExactlyElementsOf(
                        expected.stream().map(l -> l.content().text()).toList())
                .contains("{\"text\":\"The second one, please.\",  \"urgent\" : false}");
        assertThat(library.messages().stream().map(m -> library.sandboxes().get(m.fromSandboxId())))
                .containsExactlyElementsOf(
                        expected.stream().map(ImportLine::from).toList());
        assertThat(library.messages().stream().map(Message::correlationId))
                .containsExactlyElementsOf(
                        expected.stream().map(ImportLine::correlationId).toList());
        assertThat(library.sandboxes()).hasSize(3);
        assertThat(screen.out()).contains("3 conversations: 20 messages sent, 0 already there, 0 refused");
    }

    @Test
    void shouldChangeNothingTheSecondTimeAndSaySo() throws IOException {
        // Given
        var file = sample();
        importing(file);

        // When
        int exit = importing(file);

        // Then
        assertThat(exit).isZero();
        assertThat(server.workspaces().messageCount()).isEqualTo(20);
        assertThat(screen.out()).contains("0 messages sent, 20 already there").contains("nothing was changed");
    }

    @Test
    void shouldChangeNothingWhenTheServerHasForgottenTheKeys() throws IOException {
        // Given
        var file = sample();
        importing(file);
        server.workspaces().forgetKeys();

        // When
        int exit = importing(file);

        // Then
        assertThat(exit).isZero();
        assertThat(server.workspaces().all()).hasSize(3);
        assertThat(server.workspaces().named("sample-garden").sandboxes()).hasSize(3);
        assertThat(server.workspaces().messageCount()).isEqualTo(20);
    }

    @Test
    void shouldGoOnAfterTheLastMessageThatIsThere() throws IOException {
        // Given
        importing(file(lines("c-1", 7)));
        server.workspaces().forgetKeys();

        // When
        int exit = importing(file(lines("c-1", 11)), "--output", "json");

        // Then
        assertThat(exit).isZero();
        assertThat(contents("c-1"))
                .containsExactlyElementsOf(IntStream.range(0, 11)
                        .mapToObj(i -> "{\"n\":" + i + "}")
                        .toList());
        assertThat(screen.outLines()).hasSize(1);
        assertThat(screen.out()).contains("\"sent\":4").contains("\"already_there\":7");
    }

    @Test
    void shouldNotTakeTheSystemsNotificationsForPartOfTheConversation() throws IOException {
        // Given
        importing(file(lines("c-1", 2)));
        server.workspaces().forgetKeys();
        var workspace = server.workspaces().named("c-1");
        workspace.messages().add(new Message(null, "sb_x", "notification", new RawJson("{}"), null, null, null));

        // When
        int exit = importing(file(lines("c-1", 3)));

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(workspace.messages()).hasSize(4);
    }

    @Test
    void shouldReportAConversationThatHoldsSomethingElseAndImportTheOthers() throws IOException {
        // Given
        importing(file(lines("c-1", 3)));
        server.workspaces().forgetKeys();
        var changed = new ArrayList<>(lines("c-1", 4));
        changed.set(1, changed.get(1).replace("{\"n\":1}", "{\"n\": 1}"));
        changed.addAll(lines("c-2", 2));

        // When
        int exit = importing(file(changed), "--output", "json");

        // Then
        assertThat(exit).isOne();
        assertThat(contents("c-1")).hasSize(3);
        assertThat(contents("c-2")).hasSize(2);
        assertThat(screen.outLines().getFirst())
                .contains("\"event\":\"refused\"", "\"conversation\":\"c-1\"", "\"seq\":1", "\"code\":\"conflict\"")
                .contains("its content differs");
        assertThat(screen.outLines().getLast()).contains("\"refused\":1", "\"not_sent\":2");
    }

    @Test
    void shouldStopAConversationAtARefusalSoThatOrderHolds() throws IOException {
        // Given
        server.workspaces().refuse(m -> m.content().text().equals("{\"n\":2}"));

        // When
        int exit = importing(file(lines("c-1", 5)));

        // Then
        assertThat(exit).isOne();
        assertThat(contents("c-1")).containsExactly("{\"n\":0}", "{\"n\":1}");
        assertThat(screen.err())
                .contains("conversation 'c-1' stopped at seq 2")
                .contains("422 not_allowed_by_policy")
                .contains("content is bad");
    }

    @Test
    void shouldTryAgainWhenTheServerIsBusy() throws IOException {
        // Given
        server.interruptNextMessage(FakeAnswer.problem(429, "mailbox_full", "").with("Retry-After", "1"));
        server.interruptNextMessage(FakeAnswer.problem(503, "too_busy", "").with("Retry-After", "0"));
        server.interruptNextMessage(FakeAnswer.of(202, "{\"command_id\":\"cmd_0123456789\",\"status\":\"pending\"}"));

        // When
        int exit = importing(file(lines("c-1", 3)));

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(contents("c-1")).containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void shouldSendNothingWhenALineIsMalformed() throws IOException {
        // Given
        var lines = new ArrayList<>(lines("c-1", 3));
        lines.add("{\"conversation\":\"c-1\",\"seq\":3");
        lines.add("");
        lines.add(lines("c-1", 9).get(8));
        lines.add(lines("c-2", 1).getFirst().replace("request", "shout"));
        lines.add(lines("c-3", 1).getFirst().replace("\"to\"", "\"too\""));

        // When
        int exit = importing(file(lines));

        // Then
        assertThat(exit).isOne();
        assertThat(server.requests()).isEmpty();
        assertThat(screen.err())
                .contains(".jsonl:4: the line is not well-formed JSON")
                .contains(".jsonl:6: seq must be 3 in conversation 'c-1', not 8")
                .contains(".jsonl:7: message_type must be one of request, response, notification, command")
                .contains(".jsonl:8: to is required")
                .contains("4 of the file's lines can't be imported; nothing has been sent");
    }

    @Test
    void shouldImportConversationsThatAreInterleaved() throws IOException {
        // Given
        var lines = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            for (int c = 0; c < 12; c++) {
                lines.add(lines("c-" + c, i + 1).get(i));
            }
        }

        // When
        int exit = importing(file(lines), "--concurrency", "4");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        for (int c = 0; c < 12; c++) {
            assertThat(contents("c-" + c))
                    .containsExactlyElementsOf(IntStream.range(0, 40)
                            .mapToObj(i -> "{\"n\":" + i + "}")
                            .toList());
        }
    }

    @Test
    void shouldGiveUpAtOnceWhenTheTokenIsRefused() throws IOException {
        // Given
        server.logins().endAccessTokens();

        // When
        int exit = importing(file(lines("c-1", 3)));

        // Then
        assertThat(exit).isOne();
        assertThat(screen.err()).contains("401 unauthorized").contains("roundtable login");
        assertThat(server.requests()).hasSize(1);
    }

    private int importing(Path file, String... more) {
        screen = new RecordingTerminal(directory);
        var args = new ArrayList<>(
                List.of("import", file.toString(), "--url", server.url(), "--token", FakeLogins.FIXED_TOKEN));
        args.addAll(List.of(more));
        return Commands.run(screen, args.toArray(String[]::new));
    }

    private List<String> contents(String conversation) {
        return server.workspaces().named(conversation).messages().stream()
                .map(m -> m.content().text())
                .toList();
    }

    private static List<String> lines(String conversation, int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        "{\"conversation\":\"%s\",\"seq\":%d,\"from\":\"a\",\"to\":\"b\",\"message_type\":\"request\",\"content\":{\"n\":%d}}"
                                .formatted(conversation, i, i))
                .toList();
    }

    private Path file(List<String> lines) throws IOException {
        return Files.write(directory.resolve("conversations.jsonl"), lines);
    }

    private Path sample() throws IOException {
        var file = directory.resolve("sample.jsonl");
        try (InputStream in =
                Objects.requireNonNull(ImportCommandTest.class.getResourceAsStream("/samples/conversations.jsonl"))) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}

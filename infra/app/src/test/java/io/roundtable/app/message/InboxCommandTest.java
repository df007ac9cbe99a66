package io.roundtable.app.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.FakeLogins;
import io.roundtable.app.fake.FakeRoundtable;
import io.roundtable.app.fake.RecordingTerminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InboxCommandTest {
    private static final String INBOX = "/v1/workspaces/ws_1/sandboxes/sb_b/inbox";

    private final FakeRoundtable server = new FakeRoundtable();
    private final RecordingTerminal screen = new RecordingTerminal(Path.of("unused"));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldListAllPagesWithoutTakingAnything() {
        // Given
        queue(7);

        // When
        int exit = inbox();

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).hasSize(8).first().asString().startsWith("POSITION  MESSAGE");
        assertThat(screen.outLines().getLast()).contains("7  msg_7", "sb_a", "request", "{\"n\":7}");
        assertThat(server.requests()).containsExactly("GET " + INBOX, "GET " + INBOX, "GET " + INBOX);
    }

    @Test
    void shouldListAsJsonLinesWhateverTheContentHolds() {
        // Given
        var _ = server.inbox().queue("{\"a\":\n1.50}");
        queue(1);

        // When
        inbox("--output", "json");

        // Then
        assertThat(screen.outLines()).hasSize(2).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(screen.outLines().getFirst()).contains("\"content\":{\"a\":1.50}");
    }

    @Test
    void shouldCutLongContentsAndNeverLetThemSteerTheTerminal() {
        // Given
        var _ = server.inbox().queue("\"\u009b2J" + "x".repeat(200) + "\"");

        // When
        inbox();

        // Then
        assertThat(screen.outLines().getLast()).endsWith("xxx…").hasSizeLessThan(160);
        assertThat(screen.out()).doesNotContain("\u009b");
    }

    @Test
    void shouldReceiveUnderLeasesAndLeaveThemOpen() {
        // Given
        queue(3);

        // When
        int exit = inbox("receive", "--max", "2");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines())
                .hasSize(4)
                .startsWith(
                        "msg_1 lease ls_msg_1 until 2026-01-01T00:00:30Z: request from sb_a, attempt 0", "  {\"n\":1}");
        assertThat(server.inbox().settled()).isEmpty();
    }

    @Test
    void shouldAcknowledgeEachThatWasPrinted() {
        // Given
        queue(2);

        // When
        int exit = inbox("receive", "--wait", "1", "--ack", "--output", "json");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).hasSize(2).allMatch(line -> line.startsWith("{\"message_id\":\"msg_"));
        assertThat(server.inbox().settled())
                .containsExactly(
                        "ack {\"leases\":[{\"message_id\":\"msg_1\",\"lease_id\":\"ls_msg_1\"}]}",
                        "ack {\"leases\":[{\"message_id\":\"msg_2\",\"lease_id\":\"ls_msg_2\"}]}");
    }

    @Test
    void shouldPrintTheOthersAndFailWhenOneIsNotAcknowledged() {
        // Given
        queue(3);
        server.inbox().leaseBriefly("msg_2");

        // When
        int exit = inbox("receive", "--ack");

        // Then
        assertThat(exit).isOne();
        assertThat(screen.out()).contains("msg_1", "msg_2", "msg_3");
        assertThat(screen.err()).contains("msg_2 is not acknowledged", "409 lease_stale");
        assertThat(server.inbox().settled()).hasSize(2);
    }

    @Test
    void shouldSucceedAndSaySoWhenThereIsNothingToReceive() {
        assertThat(inbox("receive")).isZero();
        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).contains("nothing to receive");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ack | '' | ''",
                "nak | --delay 60 --reason later | ,\"delay_seconds\":60,\"reason\":\"later\"",
                "extend | '' | ''",
                "extend | --ack-wait 300 | ,\"ack_wait_seconds\":300",
                "reject | --reason no | ,\"reason\":\"no\""
            })
    void shouldSayWhatBecameOfALease(String verb, String options, String more) {
        // Given
        queue(1);
        inbox("receive");
        var args = new ArrayList<>(List.of(verb, "msg_1", "ls_msg_1"));
        args.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));

        // When
        int exit = inbox(args.toArray(String[]::new));

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).last().isEqualTo("msg_1 ok");
        assertThat(server.inbox().settled())
                .containsExactly(
                        verb + " {\"leases\":[{\"message_id\":\"msg_1\",\"lease_id\":\"ls_msg_1\"}]" + more + "}");
    }

    @Test
    void shouldHoldWhatItHasExtendedUntilItIsAcknowledged() {
        // Given
        queue(1);
        inbox("receive");
        inbox("extend", "msg_1", "ls_msg_1");

        // When
        int exit = inbox("ack", "msg_1", "ls_msg_1");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(server.inbox().settled()).hasSize(2);
    }

    @Test
    void shouldFailWhenTheLeaseIsOver() {
        // When
        int exit = inbox("ack", "msg_1", "ls_old");

        // Then
        assertThat(exit).isOne();
        assertThat(screen.err()).contains("409 lease_stale");
    }

    @Test
    void shouldOpenTheInboxByTheSandboxsOwnKey() {
        // Given
        queue(1);
        var key = server.workspaces().key();

        // When
        int exit = Commands.run(
                screen.env("ROUNDTABLE_WORKSPACE", "ws_1"),
                "inbox",
                "--sandbox=sb_b",
                "receive",
                "--url=" + server.url(),
                "--token=" + key);

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(server.requests()).containsExactly("POST " + INBOX + "/receive");
    }

    @Test
    void shouldCallItAMistakeWhenNoSandboxIsNamed() {
        assertThat(Commands.run(screen, "inbox", "receive", "--workspace", "ws_1"))
                .isEqualTo(2);
        assertThat(screen.err()).contains("--sandbox");
    }

    @Test
    void shouldKeepWhatIsTypedWithinItsPartOfThePath() {
        // When
        int exit = Commands.run(
                screen, "inbox", "--workspace", "ws 1/..", "--sandbox", "a?b", "--url", server.url(), "--token", "t");

        // Then
        assertThat(exit).isOne();
        assertThat(server.requests()).containsExactly("GET /v1/workspaces/ws 1/../sandboxes/a?b/inbox");
        assertThat(screen.err()).contains("401 unauthorized");
    }

    @Test
    void shouldTellOfAllOptionsBelow() {
        assertThat(Commands.run(screen, "inbox", "receive", "--help")).isZero();
        assertThat(screen.out())
                .contains("--max", "--wait", "--ack", "--sandbox", "--workspace", "--token", "--output");
    }

    private void queue(int count) {
        for (int i = 1; i <= count; i++) {
            var _ = server.inbox().queue("{\"n\":" + i + "}");
        }
    }

    private int inbox(String... more) {
        var args = new ArrayList<String>(List.of("inbox"));
        args.addAll(List.of(more));
        args.addAll(List.of("--url", server.url(), "--token", FakeLogins.FIXED_TOKEN));
        args.addAll(List.of("--workspace", "ws_1", "--sandbox", "sb_b"));
        return Commands.run(screen, args.toArray(String[]::new));
    }
}

package io.roundtable.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.FakeLogins;
import io.roundtable.app.fake.FakeRoundtable;
import io.roundtable.app.fake.FakeWebhooks;
import io.roundtable.app.fake.RecordingTerminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhooksCommandTest {
    private static final String SENT = "io.roundtable.message.sent.v1";
    private static final String CREATED = "io.roundtable.sandbox.created.v1";

    private final FakeRoundtable server = new FakeRoundtable();
    private final FakeWebhooks hooks = server.webhooks();
    private final RecordingTerminal screen = new RecordingTerminal(Path.of("unused"));

    @BeforeEach
    void fill() {
        for (long i = 1; i <= 5; i++) {
            hooks.giveUp(i, i == 4 ? CREATED : SENT);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldListWebhooksAndShowOneWithoutLettingItSteerTheTerminal() {
        // When
        int listed = webhooks("list");
        int shown = webhooks("show", "sub_1");

        // Then
        assertThat(listed + shown).as(screen.err()).isZero();
        assertThat(screen.outLines().getFirst()).startsWith("WEBHOOK");
        assertThat(screen.outLines().get(1)).contains("sub_1", "disabled", "https://billing.example/");
        assertThat(screen.outLines()).contains("state              disabled", "last_error         a [2Jb");
    }

    @Test
    void shouldFailWhenThereIsNoSuchWebhook() {
        assertThat(webhooks("show", "sub_2")).isOne();
        assertThat(screen.err()).contains("404 subscription_not_found");
    }

    @Test
    void shouldReplayATimeAndEndIt() {
        // When
        int begun = webhooks("replay", "sub_1", "--since", "2026-01-31T12:00:00Z", "--until", "2026-01-31T13:00:00Z");
        boolean isReplaying = hooks.isReplaying();
        int again = webhooks("replay", "sub_1", "--since", "2026-01-31T12:00:00Z");
        int ended = webhooks("replay", "sub_1", "--end");

        // Then
        assertThat(begun + ended).as(screen.err()).isZero();
        assertThat(isReplaying).isTrue();
        assertThat(hooks.isReplaying()).isFalse();
        assertThat(hooks.bodies().getFirst())
                .isEqualTo("{\"since\":\"2026-01-31T12:00:00Z\",\"until\":\"2026-01-31T13:00:00Z\"}");
        assertThat(again).isOne();
        assertThat(screen.err()).contains("409 replay_running");
        assertThat(server.requests())
                .as("what has begun isn't asked for again")
                .filteredOn(request -> request.startsWith("POST"))
                .hasSize(2);
    }

    @Test
    void shouldListWhatWasGivenUpAndShowOneWithWhatItSays() {
        // When
        int listed = webhooks("dead-letters", "sub_1");
        int shown = webhooks("dead-letters", "sub_1", "4");

        // Then
        assertThat(listed + shown).as(screen.err()).isZero();
        assertThat(screen.outLines().getFirst()).contains("POSITION", "TYPE");
        assertThat(screen.outLines().get(4)).contains("4", CREATED, "msg_1", "503");
        assertThat(screen.outLines()).contains("data               {\"n\":1}");
    }

    @Test
    void shouldListAsJsonLines() {
        // When
        int exit = webhooks("dead-letters", "sub_1", "--output", "json");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).hasSize(5).allMatch(line -> line.startsWith("{\"position\":"));
    }

    @Test
    void shouldRedriveOne() {
        // When
        int exit = webhooks("redrive", "sub_1", "2");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(hooks.dead()).containsExactly(1L, 3L, 4L, 5L);
        assertThat(screen.outLines()).containsExactly("event 2 is sent again");
    }

    @Test
    void shouldRedriveAllRequestByRequestAndTellOfItsProgress() {
        // When
        int exit = webhooks("redrive", "sub_1", "--all", "--yes", "--per-second", "100");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(hooks.dead()).isEmpty();
        assertThat(hooks.bodies())
                .containsExactly(
                        "{\"filter\":{},\"per_second\":100,\"max\":100}",
                        "{\"filter\":{},\"per_second\":100,\"max\":100,\"cursor\":\"2\"}",
                        "{\"filter\":{},\"per_second\":100,\"max\":100,\"cursor\":\"4\"}");
        assertThat(screen.err().lines())
                .containsExactly(
                        "2 redriven, 0 failed, 0 refused, 3 remain",
                        "4 redriven, 0 failed, 0 refused, 1 remain",
                        "5 redriven, 0 failed, 0 refused, 0 remain");
        assertThat(screen.outLines())
                .hasSize(6)
                .startsWith("1 redriven " + SENT)
                .endsWith("5 redriven, 0 failed, 0 refused, 0 not decided yet, 0 not looked at");
    }

    @Test
    void shouldRedriveWhatFiltersMatch() {
        // When
        int exit = webhooks(
                "redrive",
                "sub_1",
                "--type",
                "io.roundtable.sandbox.*",
                "--happened-after",
                "2026-01-31T12:00:00Z",
                "--created-before",
                "2026-02-01T00:00:00Z",
                "--yes");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(hooks.dead()).doesNotContain(4L).hasSize(4);
        assertThat(hooks.bodies().getFirst())
                .startsWith("{\"filter\":{\"event_types\":[\"io.roundtable.sandbox.*\"],"
                        + "\"happened_after\":\"2026-01-31T12:00:00Z\",\"created_before\":\"2026-02-01T00:00:00Z\"}");
    }

    @Test
    void shouldStopBehindAnEventThatIsNotTakenAndSayWhatToDo() {
        // Given
        hooks.isNotTaken(3);

        // When
        int exit = webhooks("redrive", "sub_1", "--all", "--yes", "--output", "json");

        // Then
        assertThat(exit).isOne();
        assertThat(hooks.dead()).containsExactly(4L, 5L);
        assertThat(screen.outLines()).hasSize(4).allMatch(line -> line.startsWith("{"));
        assertThat(screen.outLines().getLast())
                .isEqualTo(
                        "{\"dry_run\":false,\"redriven\":2,\"failed\":0,\"refused\":0,\"pending\":1,\"remaining\":2}");
        assertThat(screen.err()).contains("roundtable webhooks show sub_1");
    }

    @Test
    void shouldGoOnBehindAnEventThatHasFailedOnceMoreAndFailItself() {
        // Given
        hooks.fails(3);

        // When
        int exit = webhooks("redrive", "sub_1", "--all", "--yes");

        // Then
        assertThat(exit).isOne();
        assertThat(hooks.dead()).containsExactly(3L);
        assertThat(screen.outLines()).contains("3 failed " + SENT + ": 503");
        assertThat(screen.outLines().getLast()).startsWith("4 redriven, 1 failed, 0 refused");
    }

    @Test
    void shouldChangeNothingInADryRunOrWhenNobodyCanBeAsked() {
        // When
        int dry = webhooks("redrive", "sub_1", "--all", "--dry-run");
        int unasked = webhooks("redrive", "sub_1", "--all");

        // Then
        assertThat(dry).as(screen.err()).isZero();
        assertThat(screen.outLines()).containsExactly("1 waiting " + SENT, "2 waiting " + SENT, "5 would be redriven");
        assertThat(unasked).isOne();
        assertThat(screen.err()).contains("--yes", "--dry-run");
        assertThat(hooks.dead()).hasSize(5);
    }

    @Test
    void shouldRedriveOnceAPersonHasSeenHowManyAndAgrees() {
        // Given
        screen.watched("y\n");

        // When
        int exit = webhooks("redrive", "sub_1", "--all");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.err()).startsWith("5 events wait. Redrive them? [y/N] ");
        assertThat(hooks.dead()).isEmpty();
    }

    @Test
    void shouldDiscardOneForAReason() {
        // When
        int exit = webhooks("discard", "sub_1", "3", "--reason", "known by other means");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(hooks.dead()).doesNotContain(3L);
        assertThat(hooks.bodies()).containsExactly("{\"reason\":\"known by other means\"}");
        assertThat(screen.outLines()).containsExactly("3 discarded");
    }

    @Test
    void shouldEnableAndMakeANewSecret() {
        // When
        int enabled = webhooks("enable", "sub_1");
        int rotated = webhooks("rotate-secret", "sub_1", "--overlap", "3600");

        // Then
        assertThat(enabled + rotated).as(screen.err()).isZero();
        assertThat(screen.outLines()).contains("state              enabled").endsWith("whsec_new");
        assertThat(hooks.bodies()).containsExactly("{\"overlap_seconds\":3600}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show",
                "replay sub_1",
                "replay sub_1 --since yesterday",
                "replay sub_1 --since 2026-01-31T12:00:00Z --end",
                "replay sub_1 --until 2026-01-31T12:00:00Z --end",
                "redrive sub_1",
                "redrive sub_1 --yes",
                "redrive sub_1 3 --all",
                "redrive sub_1 3 --dry-run",
                "redrive sub_1 third",
                "discard sub_1 3"
            })
    void shouldCallItAMistakeWhenItIsNotClearWhatIsMeant(String args) {
        assertThat(webhooks(args.split(" "))).isEqualTo(2);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldAskWhichCommandWhenThereIsNone() {
        assertThat(webhooks()).isEqualTo(2);
        assertThat(screen.err()).contains("webhooks --help");
    }

    private int webhooks(String... more) {
        var args = new ArrayList<String>(List.of("webhooks"));
        args.addAll(List.of(more));
        args.addAll(List.of("--url", server.url(), "--token", FakeLogins.FIXED_TOKEN, "--workspace", "ws_1"));
        return Commands.run(screen, args.toArray(String[]::new));
    }
}

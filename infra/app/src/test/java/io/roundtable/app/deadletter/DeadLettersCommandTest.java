package io.roundtable.app.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.FakeDeadLetters;
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
import org.junit.jupiter.params.provider.ValueSource;

final class DeadLettersCommandTest {
    private final FakeRoundtable server = new FakeRoundtable();
    private final FakeDeadLetters letters = server.deadLetters();
    private final RecordingTerminal screen = new RecordingTerminal(Path.of("unused"));

    @BeforeEach
    void fill() {
        for (int i = 1; i <= 5; i++) {
            letters.add("dl_" + i, i == 4 ? "sb_c" : "sb_b");
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldListAllPages() {
        // When
        int exit = deadLetters("list");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).hasSize(6).first().asString().startsWith("DEAD LETTER");
        assertThat(screen.outLines().getLast()).contains("dl_5", "waiting", "max_attempts", "sb_b");
    }

    @Test
    void shouldListAsJsonLinesWhatFiltersMatch() {
        // When
        int exit = deadLetters("list", "--status", "waiting", "--sandbox", "sb_c", "--output", "json");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).singleElement().asString().startsWith("{\"dead_letter_id\":\"dl_4\"");
    }

    @Test
    void shouldShowOneFieldByFieldWithoutLettingItSteerTheTerminal() {
        // When
        int exit = deadLetters("show", "dl_1");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines())
                .contains("dead_letter_id    dl_1", "last_error        a [2Jb", "content           {\"n\":1}");
    }

    @Test
    void shouldFailWhenThereIsNoSuchDeadLetter() {
        assertThat(deadLetters("show", "dl_9")).isOne();
        assertThat(screen.err()).contains("404 dead_letter_not_found");
    }

    @Test
    void shouldRedriveOneWithOtherContentKeptAsItIsGiven() {
        // When
        int exit = deadLetters("redrive", "dl_2", "--content", "{ \"n\" : 2 }");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(letters.withStatus("redriven")).containsExactly("dl_2");
        assertThat(letters.bodies()).containsExactly("{\"content\":{ \"n\" : 2 }}");
        assertThat(screen.outLines()).containsExactly("dl_2 redriven");
    }

    @Test
    void shouldDiscardOneForAReason() {
        // When
        int exit = deadLetters("discard", "dl_3", "--reason", "done by other means");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(letters.withStatus("discarded")).containsExactly("dl_3");
        assertThat(letters.bodies()).containsExactly("{\"reason\":\"done by other means\"}");
        assertThat(screen.outLines()).containsExactly("dl_3 discarded");
    }

    @Test
    void shouldNotDiscardWithoutAReason() {
        assertThat(deadLetters("discard", "dl_3")).isEqualTo(2);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldRedriveAllRequestByRequestAndTellOfItsProgress() {
        // When
        int exit = deadLetters("redrive", "--all", "--yes", "--per-second", "100");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(letters.withStatus("waiting")).isEmpty();
        assertThat(letters.bodies())
                .containsExactly(
                        "{\"filter\":{},\"per_second\":100,\"max\":100}",
                        "{\"filter\":{},\"per_second\":100,\"max\":100,\"cursor\":\"dl_2\"}",
                        "{\"filter\":{},\"per_second\":100,\"max\":100,\"cursor\":\"dl_4\"}");
        assertThat(screen.err().lines())
                .containsExactly(
                        "2 redriven, 0 refused, 3 remain",
                        "4 redriven, 0 refused, 1 remain",
                        "5 redriven, 0 refused, 0 remain");
        assertThat(screen.outLines())
                .hasSize(6)
                .startsWith("dl_1 redriven")
                .endsWith("5 redriven, 0 refused, 0 not decided yet, 0 not looked at");
    }

    @Test
    void shouldRedriveNoMoreThanItsMost() {
        // When
        int exit = deadLetters("redrive", "--to", "sb_b", "--reason", "max_attempts", "--max", "3", "--yes");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(letters.withStatus("redriven")).containsExactly("dl_1", "dl_2", "dl_3");
        assertThat(letters.bodies().getLast())
                .isEqualTo("{\"filter\":{\"to_sandbox_id\":\"sb_b\",\"reason\":\"max_attempts\"},"
                        + "\"max\":1,\"cursor\":\"dl_2\"}");
    }

    @Test
    void shouldGoOnAndFailWhenOneIsRefused() {
        // Given
        letters.refuse("dl_1");

        // When
        int exit = deadLetters("redrive", "--all", "--yes", "--output", "json");

        // Then
        assertThat(exit).isOne();
        assertThat(letters.withStatus("waiting")).containsExactly("dl_1");
        assertThat(screen.outLines()).hasSize(6).allMatch(line -> line.startsWith("{"));
        assertThat(screen.outLines().getFirst()).contains("\"status\":\"refused\"", "mailbox_full");
        assertThat(screen.outLines().getLast())
                .isEqualTo("{\"dry_run\":false,\"redriven\":4,\"refused\":1,\"pending\":0,\"remaining\":0}");
    }

    @Test
    void shouldChangeNothingInADryRun() {
        // When
        int exit = deadLetters("redrive", "--all", "--dry-run");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(letters.withStatus("waiting")).hasSize(5);
        assertThat(screen.outLines()).containsExactly("dl_1 waiting", "dl_2 waiting", "5 would be redriven");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Yes\n"})
    void shouldRedriveOnceAPersonHasSeenHowManyAndAgrees(String typed) {
        // Given
        screen.watched(typed);

        // When
        int exit = deadLetters("redrive", "--all");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.err()).startsWith("5 dead letters wait. Redrive them? [y/N] ");
        assertThat(letters.withStatus("redriven")).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "\n", "", "yesterday\n"})
    void shouldChangeNothingUnlessAPersonAgrees(String typed) {
        // Given
        screen.watched(typed);

        // When
        int exit = deadLetters("redrive", "--all");

        // Then
        assertThat(exit).isOne();
        assertThat(screen.err()).contains("nothing was redriven");
        assertThat(letters.withStatus("waiting")).hasSize(5);
    }

    @Test
    void shouldChangeNothingWhenNobodyCanBeAsked() {
        assertThat(deadLetters("redrive", "--all")).isOne();
        assertThat(screen.err()).contains("--yes", "--dry-run");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redrive",
                "redrive --yes",
                "redrive dl_1 --all",
                "redrive dl_1 --dry-run",
                "redrive --all --content 1",
                "redrive --reason tired",
                "list --status gone"
            })
    void shouldCallItAMistakeWhenItIsNotClearWhichOnes(String args) {
        assertThat(deadLetters(args.split(" "))).isEqualTo(2);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldAskWhichCommandWhenThereIsNone() {
        assertThat(deadLetters()).isEqualTo(2);
        assertThat(screen.err()).contains("dead-letters --help");
    }

    private int deadLetters(String... more) {
        var args = new ArrayList<String>(List.of("dead-letters"));
        args.addAll(List.of(more));
        args.addAll(List.of("--url", server.url(), "--token", FakeLogins.FIXED_TOKEN, "--workspace", "ws_1"));
        return Commands.run(screen, args.toArray(String[]::new));
    }
}

package io.roundtable.app.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.FakeLogins;
import io.roundtable.app.fake.FakePoison;
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

final class PoisonCommandTest {
    private final FakeRoundtable server = new FakeRoundtable();
    private final FakePoison records = server.poison();
    private final RecordingTerminal screen = new RecordingTerminal(Path.of("unused"));

    @BeforeEach
    void fill() {
        for (int i = 1; i <= 5; i++) {
            records.add("dl_" + i, i == 4 ? "roundtable.events" : "roundtable.commands", "{\"n\":" + i + "}\u001b[2J");
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldListAllPagesWithoutAWorkspace() {
        // When
        int exit = poison("list");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).hasSize(6).first().asString().startsWith("DEAD LETTER");
        assertThat(screen.outLines().getLast()).contains("dl_5", "waiting", "roundtable.commands", "41", "no header");
        assertThat(server.requests()).containsOnly("GET /v1/admin/dead-letters");
    }

    @Test
    void shouldListAsJsonLinesWhatFiltersMatch() {
        // When
        int exit = poison("list", "--topic", "roundtable.events", "--status", "waiting", "--output", "json");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).singleElement().asString().startsWith("{\"dead_letter_id\":\"dl_4\"");
    }

    @Test
    void shouldShowBytesAsTextWithoutLettingThemSteerTheTerminal() {
        // When
        int exit = poison("show", "dl_1");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines())
                .contains("value             {\"n\":1} [2J", "headers           ce_id=cmd; odd=-")
                .noneMatch(line -> line.startsWith("key_bytes"));
    }

    @Test
    void shouldShowBytesAsTheyAreToPrograms() {
        // When
        poison("show", "dl_1", "--output", "json");

        // Then
        assertThat(screen.outLines()).singleElement().asString().contains("\"value_base64\":\"eyJuIjoxfRtbMko=\"");
    }

    @Test
    void shouldAppendNothingInADryRun() {
        // When
        int exit = poison("redrive", "dl_2", "--dry-run");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines())
                .contains("value             {\"n\":2} [2J")
                .last()
                .isEqualTo("dl_2 would be appended to roundtable.commands, partition 2");
        assertThat(records.status("dl_2")).isEqualTo("waiting");
        assertThat(records.writes()).containsExactly("POST redrive {\"dry_run\":true}");
    }

    @Test
    void shouldAppendWithoutAskingWhoIsSure() {
        // When
        int exit = poison("redrive", "dl_2", "--yes", "--output", "json");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).singleElement().asString().contains("\"dry_run\":false", "\"offset\":77");
        assertThat(records.writes()).containsExactly("POST redrive {\"dry_run\":false}");
    }

    @Test
    void shouldAppendOnceAPersonHasSeenWhatAndWhereAndAgrees() {
        // Given
        screen.watched("y\n");

        // When
        int exit = poison("redrive", "dl_2");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.err()).contains("{\"n\":2}", "would be appended", "Append it? [y/N]");
        assertThat(screen.outLines())
                .containsExactly("dl_2 is appended to roundtable.commands, partition 2, offset 77");
        assertThat(records.status("dl_2")).isEqualTo("redriven");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", ""})
    void shouldAppendNothingUnlessAPersonAgrees(String typed) {
        // Given
        screen.watched(typed);

        // When
        int exit = poison("redrive", "dl_2");

        // Then
        assertThat(exit).isOne();
        assertThat(screen.err()).contains("nothing was redriven");
        assertThat(records.status("dl_2")).isEqualTo("waiting");
    }

    @Test
    void shouldAppendNothingWhenNobodyCanBeAsked() {
        assertThat(poison("redrive", "dl_2")).isOne();
        assertThat(screen.err()).contains("--yes", "--dry-run");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldSayWhyARecordCanNotBeRedriven() {
        assertThat(poison("redrive", "dl_4", "--yes")).isOne();
        assertThat(screen.err()).contains("422 not_redrivable");
    }

    @Test
    void shouldDiscardForAReasonOnly() {
        assertThat(poison("discard", "dl_3")).isEqualTo(2);
        assertThat(server.requests()).isEmpty();

        // When
        int exit = poison("discard", "dl_3", "--reason", "a test wrote it");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines()).containsExactly("dl_3 discarded");
        assertThat(records.writes()).containsExactly("DELETE dl_3 {\"reason\":\"a test wrote it\"}");
    }

    @Test
    void shouldFailWhenThereIsNoSuchRecord() {
        assertThat(poison("show", "dl_9")).isOne();
        assertThat(screen.err()).contains("404 dead_letter_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "redrive", "discard"})
    void shouldTellOfAllOptions(String verb) {
        assertThat(Commands.run(screen, "dead-letters", "poison", verb, "--help"))
                .isZero();
        assertThat(screen.out()).contains("roundtable dead-letters poison " + verb, "--url", "--token", "--output");
    }

    private int poison(String... more) {
        var args = new ArrayList<String>(List.of("dead-letters", "poison"));
        args.addAll(List.of(more));
        args.addAll(List.of("--url", server.url(), "--token", FakeLogins.FIXED_TOKEN));
        return Commands.run(screen, args.toArray(String[]::new));
    }
}

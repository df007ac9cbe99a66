package io.roundtable.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.FakeAnswer;
import io.roundtable.app.fake.FakeLogins;
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

    private static final String DELIVERIES = """
        {"at":"2026-01-01T00:00:00Z","courier_backlog":12,"oldest_unacknowledged":{"workspace_id":"ws_1",
         "message_id":"msg_1","to_sandbox_id":"sb_b","created_at":"2025-12-31T23:59:25Z","age_seconds":35},
         "webhooks_disabled":{"count":1,"count_capped":false,"first":[{"workspace_id":"ws_2","sandbox_id":"sb_c",
         "disabled_reason":"gone","last_error":"HTTP 410\\u001b[2J","last_error_at":null}]},
         "webhooks_failing":{"count":10000,"count_capped":true,"first":[]},
         "event_webhooks":{"active":{"count":7,"count_capped":false},"disabled":{"count":1,"count_capped":false},
         "behind":345},
         "dead_letters_last_hour":{"count":4,"count_capped":false}}\
        """;

    private static final String AUDIT = """
        {"balanced":true,"current":true,"since":"2026-01-01T00:00:00Z","as_of":"2026-01-02T00:00:00Z","accepted":12345,
         "applied":12000,"rejected":300,"dead_lettered":5,"in_flight":40,"partitions":[],"faults":[]}\
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

    @Test
    void shouldTellOperatorsHowDeliveriesFareWithoutFailingForThem() {
        // Given
        server.readiness(READY);
        server.deliveries(FakeAnswer.of(200, DELIVERIES));

        // When
        int exit = Commands.run(screen, "status", "--url", server.url(), "--token", FakeLogins.FIXED_TOKEN);

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.outLines())
                .containsSubsequence(
                        "courier backlog        12 attempts that no courier has taken",
                        "oldest unacknowledged  35 s: msg_1 to sb_b of ws_1",
                        "dead letters           4 in the last hour",
                        "webhooks disabled      1",
                        "  sb_c of ws_2: HTTP 410 [2J",
                        "webhooks failing       more than 10000 with a failed attempt in the last hour",
                        "event webhooks         7 active, 1 disabled, at most 345 events behind",
                        "ready");
    }

    @Test
    void shouldTellProgramsOnALineOfItsOwn() {
        // Given
        server.readiness(READY);
        server.deliveries(FakeAnswer.of(200, DELIVERIES));

        // When
        Commands.run(screen, "status", "--url", server.url(), "--token", FakeLogins.FIXED_TOKEN, "--output", "json");

        // Then
        assertThat(screen.outLines()).hasSize(4).allMatch(line -> line.startsWith("{"));
        assertThat(screen.outLines().get(2))
                .startsWith("{\"deliveries\":{\"at\":")
                .contains("\"courier_backlog\":12");
    }

    @Test
    void shouldTellOperatorsWhatBecameOfAllCommands() {
        // Given
        server.readiness(READY);
        server.audit(FakeAnswer.of(200, AUDIT));

        // When
        int exit = Commands.run(screen, "status", "--url", server.url(), "--token", FakeLogins.FIXED_TOKEN);
        int json = Commands.run(
                screen, "status", "--url", server.url(), "--token", FakeLogins.FIXED_TOKEN, "--output", "json");

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(screen.out())
                .contains("12,345 accepted = 12,000 applied + 300 rejected + 5 dead-lettered + 40 in flight: it holds");
        assertThat(json).isZero();
        assertThat(screen.outLines().get(screen.outLines().size() - 2))
                .startsWith("{\"audit\":{\"balanced\":true")
                .contains("\"in_flight\":40");
    }

    @Test
    void shouldFailWhereACommandIsUnaccountedFor() {
        // Given
        server.readiness(READY);
        server.audit(FakeAnswer.of(
                200, AUDIT.replace("\"balanced\":true,\"current\":true", "\"balanced\":false,\"current\":false")));

        // When
        int exit = Commands.run(screen, "status", "--url", server.url(), "--token", FakeLogins.FIXED_TOKEN);

        // Then
        assertThat(exit).isOne();
        assertThat(screen.out())
                .contains("IT DOES NOT HOLD, see 'roundtable replay audit', as of 2026-01-02T00:00:00Z");
    }

    @Test
    void shouldTellTheRestToThoseWhoAreNoOperators() {
        // Given
        server.readiness(READY);

        // When
        int exit = Commands.run(screen, "status", "--url", server.url(), "--token", FakeLogins.FIXED_TOKEN);

        // Then
        assertThat(exit).isZero();
        assertThat(screen.out()).contains("engine").endsWith("ready" + System.lineSeparator());
        assertThat(screen.err()).contains("403 forbidden");
    }
}

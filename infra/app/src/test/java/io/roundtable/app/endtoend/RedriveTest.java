package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.Topics;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many dead letters at once: seen first, in order, not too fast, and never by mistake. */
@WithInstallation
final class RedriveTest {

    private static Log log;
    private static Person olga;
    private Room room;
    private String ada;
    private InboxOwner bo;
    private InboxOwner cy;

    @BeforeAll
    static void open(Installation installation) {
        log = installation.log();
        olga = Person.registersAt(installation.node(), "Olga");
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @BeforeEach
    void talk() {
        room = olga.opens("lab");
        ada = room.sandbox("ada");
        bo = new InboxOwner(room, room.sandbox("bo"));
        cy = new InboxOwner(room, room.sandbox("cy"));
    }

    /** Messages that failed, in the order in which they were said. */
    private List<String> dead(InboxOwner receiver, int count) {
        var messages = new ArrayList<String>();
        for (int n = 0; n < count; n++) {
            var message = room.says(ada, receiver.sandbox(), Integer.toString(n))
                    .good()
                    .get("message_id");
            receiver.rejects(message, "x");
            messages.add(message);
        }
        return messages;
    }

    @Test
    void shouldTellFirstWhatItWouldDoAndDoNothing() {
        // Given
        dead(bo, 22);
        dead(cy, 1);
        var mark = log.mark();

        // When
        var dry = redrive("{\"filter\":{\"to_sandbox_id\":\"%s\"},\"dry_run\":true}".formatted(bo.sandbox()))
                .good();

        // Then
        assertThat(dry.get("dry_run")).isEqualTo("true");
        assertThat(dry.get("remaining")).isEqualTo("22");
        assertThat(dry.data()).hasSize(20).allSatisfy(one -> {
            assertThat(one.path("status").asText()).isEqualTo("waiting");
            assertThat(one.path("to_sandbox_id").asText()).isEqualTo(bo.sandbox());
        });
        assertThat(log.since(mark, Topics.COMMANDS)).noneMatch(entry -> entry.isGivenBySomebody());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100})
    void shouldPutThemBackInTheOrderInWhichTheyWereSaid(int max) {
        // Given: the second has failed before the first
        var first = room.says(ada, bo.sandbox(), "1").good().get("message_id");
        var lease = bo.takes(first);
        var others = dead(bo, 2);
        bo.rejects(first, lease, "late");
        var mark = log.mark();

        // When
        var done = new ArrayList<String>();
        var body = "{\"filter\":{},\"max\":%d,\"per_second\":100%s}";
        var report = redrive(body.formatted(max, "")).good();
        done.addAll(messages(report));
        while (!report.json().path("next_cursor").isNull()) {
            report = redrive(body.formatted(max, ",\"cursor\":\"" + report.get("next_cursor") + "\""))
                    .good();
            done.addAll(messages(report));
        }

        // Then
        assertThat(done).containsExactly(first, others.get(0), others.get(1));
        assertThat(report.get("remaining")).isEqualTo("0");
        assertThat(log.since(mark, Topics.EVENTS).stream()
                        .filter(event -> event.header("ce_type").contains("redriven"))
                        .map(event -> event.header("ce_subject")))
                .isEqualTo(done);
        assertThat(room.gets("/dead-letters?status=waiting").good().data()).isEmpty();
        assertThat(redrive("{\"filter\":{}}").good().data()).isEmpty();
    }

    @Test
    void shouldBeNoFasterThanAsked() {
        // Given
        dead(bo, 4);

        // When
        long start = System.nanoTime();
        var report = redrive("{\"filter\":{},\"per_second\":2}").good();

        // Then
        assertThat(report.get("redriven")).isEqualTo("4");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_450));
    }

    @Test
    void shouldGoOnBehindWhatIsRefused() {
        // Given
        dead(cy, 2);
        room.asks("DELETE", "/sandboxes/" + cy.sandbox()).answer().good();
        var good = dead(bo, 1);

        // When
        var report = redrive("{\"filter\":{\"reason\":\"rejected\"}}").good();

        // Then
        assertThat(report.get("refused")).isEqualTo("2");
        assertThat(report.get("redriven")).isEqualTo("1");
        assertThat(report.get("remaining")).isEqualTo("0");
        assertThat(report.data().get(0).at("/problem/code").asText()).isEqualTo("recipient_not_found");
        assertThat(report.data().get(2).path("message_id").asText()).isEqualTo(good.getFirst());
    }

    @Test
    void shouldHoldBackTheOthersOfAFullMailbox() {
        // Given
        room.member()
                .patches(room.path("/sandboxes/" + bo.sandbox()), "{\"delivery\":{\"mailbox_limit\":1}}")
                .good();
        dead(bo, 3);

        // When
        var report = redrive("{\"filter\":{}}").good();

        // Then
        assertThat(report.data().stream().map(one -> one.path("status").asText()))
                .containsExactly("redriven", "refused", "refused");
        assertThat(report.data().get(2).at("/problem/code").asText()).isEqualTo("mailbox_full");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        for (var body : List.of(
                "{}",
                "{\"filter\":{\"status\":\"waiting\"}}",
                "{\"filter\":{},\"max\":1001}",
                "{\"filter\":{},\"per_second\":0}",
                "{\"filter\":{},\"per_second\":101}",
                "{\"filter\":{},\"cursor\":\"made-up\"}",
                "{\"filter\":{\"created_after\":\"yesterday\"}}")) {
            assertThat(redrive(body).code()).as(body).isEqualTo("invalid_request");
        }
    }

    private Answer redrive(String body) {
        return room.posts("/dead-letters/redrive", body);
    }

    private static List<String> messages(Answer report) {
        assertThat(report.data())
                .allSatisfy(one -> assertThat(one.path("status").asText()).isEqualTo("redriven"));
        return report.data().stream()
                .map((JsonNode one) -> one.path("message_id").asText())
                .toList();
    }
}

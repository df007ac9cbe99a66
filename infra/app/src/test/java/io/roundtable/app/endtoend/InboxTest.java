package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages are received under leases, and their receivers say what became of them. */
@WithInstallation
final class InboxTest {

    private static Room room;
    private static String alice;

    private String bob = "";

    @BeforeAll
    static void open(Installation installation) {
        room = Person.registersAt(installation.node(), "Olga").opens("lab");
        alice = room.sandbox("alice");
    }

    @BeforeEach
    void moveIn() {
        bob = room.sandbox("bob");
    }

    @Test
    void shouldHandAMessageToWhoWaitsForIt() {
        // Given
        var waiting = receiving("{\"max\":5,\"wait_seconds\":30}");

        // When
        var sent = room.says(alice, bob, "{\"n\":  1}").good();

        // Then
        var received = waiting.join().good().data();
        assertThat(received).hasSize(1);
        var message = received.getFirst();
        assertThat(message.path("message_id").asText()).isEqualTo(sent.get("message_id"));
        assertThat(message.path("status").asText()).isEqualTo("sent");
        assertThat(message.path("attempt").asInt()).isEqualTo(1);
        assertThat(message.path("lease_id").asText()).startsWith("ls_");
        assertThat(message.path("leased_until").asText()).isNotEmpty();
        assertThat(waiting.join().text()).contains("{\"n\":  1}");
    }

    @Test
    void shouldSayWhenToSendAgainWhereAMailboxIsFull() {
        // Given
        room.member()
                .patches(room.path("/sandboxes/" + bob), "{\"delivery\":{\"mailbox_limit\":1}}")
                .good();
        room.says(alice, bob, "1").good();

        // When
        var refused = room.says(alice, bob, "2");

        // Then
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("mailbox_full");
        assertThat(refused.mustHave("Retry-After")).isEqualTo("5");
        assertThat(refused.mustHave("RateLimit")).isEqualTo("\"mailbox\";r=0;t=5");
        assertThat(refused.mustHave("RateLimit-Policy")).isEqualTo("\"mailbox\";q=1");
        receive("{\"wait_seconds\":30}");
        room.says(alice, bob, "2").good();
    }

    @Test
    void shouldShowAsReceivedWhatTheTablesShow() {
        // Given
        room.says(alice, bob, "1").good();
        var received = receive("{\"max\":1,\"wait_seconds\":30}").data().getFirst();

        // When
        var read =
                room.gets("/messages/" + received.path("message_id").asText()).json();

        // Then
        ((com.fasterxml.jackson.databind.node.ObjectNode) received).remove(List.of("lease_id", "leased_until"));
        assertThat(received).isEqualTo(read);
    }

    @Test
    void shouldEndAMessageWithItsAcknowledgement() {
        // Given
        room.says(alice, bob, "1").good();
        var message = receive("{\"wait_seconds\":30}").data().getFirst();

        // When
        var first = says("ack", message);
        var again = says("ack", message);
        var after = says("nak", message);

        // Then
        assertThat(statuses(first)).containsExactly("ok");
        assertThat(statuses(again)).containsExactly("ok");
        assertThat(after.status()).isEqualTo(409);
        assertThat(after.code()).isEqualTo("lease_stale");
        assertThat(statuses(after)).containsExactly("stale");
        assertThat(status(message)).isEqualTo("delivered");
    }

    @Test
    void shouldOfferAgainWhatWasReturned() {
        // Given
        room.says(alice, bob, "1").good();
        var first = receive("{\"wait_seconds\":30}").data().getFirst();

        // When
        var returned = says("nak", first, ",\"delay_seconds\":0,\"reason\":\"busy\"");
        var second = receive("{\"wait_seconds\":30}").data().getFirst();

        // Then
        assertThat(statuses(returned)).containsExactly("ok");
        assertThat(second.path("message_id")).isEqualTo(first.path("message_id"));
        assertThat(second.path("attempt").asInt()).isEqualTo(2);
        assertThat(second.path("lease_id")).isNotEqualTo(first.path("lease_id"));
        assertThat(says("ack", first).code()).isEqualTo("lease_stale");
        assertThat(statuses(says("ack", second))).containsExactly("ok");
    }

    @Test
    void shouldOfferAgainWhatNobodySpokeOf() {
        // Given
        room.says(alice, bob, "1").good();
        var first =
                receive("{\"wait_seconds\":30,\"ack_wait_seconds\":1}").data().getFirst();

        // When
        var second = receive("{\"wait_seconds\":30}").data().getFirst();

        // Then
        assertThat(second.path("message_id")).isEqualTo(first.path("message_id"));
        assertThat(second.path("attempt").asInt()).isEqualTo(2);
        assertThat(says("extend", first).code()).isEqualTo("lease_stale");
    }

    @Test
    void shouldHoldALeaseForAsLongAsItIsExtended() {
        // Given
        room.says(alice, bob, "1").good();
        var message =
                receive("{\"wait_seconds\":30,\"ack_wait_seconds\":2}").data().getFirst();

        // When
        var extended = says("extend", message, ",\"ack_wait_seconds\":60");

        // Then
        assertThat(statuses(extended)).containsExactly("ok");
        assertThat(receive("{\"wait_seconds\":4}").data()).isEmpty();
        assertThat(statuses(says("ack", message))).containsExactly("ok");
    }

    @Test
    void shouldBuryWhatWasRejectedAndTellItsSender() {
        // Given
        room.says(alice, bob, "1").good();
        var message = receive("{\"wait_seconds\":30}").data().getFirst();

        // When
        var rejected = says("reject", message, ",\"reason\":\"not for me\"");

        // Then
        assertThat(statuses(rejected)).containsExactly("ok");
        assertThat(status(message)).isEqualTo("failed");
        var notices = room.gets("/messages?to_sandbox_id=" + alice + "&limit=200").data().stream()
                .filter(notice -> notice.path("in_reply_to").equals(message.path("message_id")))
                .toList();
        assertThat(notices).hasSize(1);
        assertThat(notices.getFirst().path("from_sandbox_id").isNull()).isTrue();
        assertThat(notices.getFirst().at("/content/code").asText()).isEqualTo("message_dead_lettered");
        assertThat(notices.getFirst().at("/content/reason").asText()).isEqualTo("rejected");
    }

    @Test
    void shouldTellOfEachLeaseOnItsOwn() {
        // Given
        room.says(alice, bob, "1").good();
        var message = receive("{\"wait_seconds\":30}").data().getFirst();
        var another = "{\"message_id\":\"msg_0000000000\",\"lease_id\":\"ls_0000000000\"}";

        // When
        var mixed = room.posts(inbox("/ack"), "{\"leases\":[" + another + "," + lease(message) + "]}");
        var none = room.posts(inbox("/ack"), "{\"leases\":[" + another + "]}");

        // Then
        assertThat(mixed.status()).isEqualTo(200);
        assertThat(statuses(mixed)).containsExactly("unknown", "ok");
        assertThat(none.status()).isEqualTo(409);
        assertThat(statuses(none)).containsExactly("unknown");
    }

    @Test
    void shouldChangeNothingForAnotherInboxesLease() {
        // Given
        room.says(alice, bob, "1").good();
        var message = receive("{\"wait_seconds\":30}").data().getFirst();
        var other = room.sandbox("carol");

        // When
        var answer = room.posts("/sandboxes/" + other + "/inbox/ack", "{\"leases\":[" + lease(message) + "]}");

        // Then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(statuses(answer)).containsExactly("unknown");
        assertThat(statuses(says("ack", message))).containsExactly("ok");
    }

    @Test
    void shouldPeekWithoutChangingAnything() {
        // Given
        var first = room.says(alice, bob, "1").good();
        var second = room.says(alice, bob, "2").good();

        // When
        var peeked = room.gets(inbox(""));
        var again = room.gets(inbox("?limit=1&order=desc"));

        // Then
        assertThat(ids(peeked)).containsExactly(first.get("message_id"), second.get("message_id"));
        assertThat(peeked.json().path("high_water").asLong())
                .isEqualTo(second.json().path("position").asLong());
        assertThat(ids(again)).containsExactly(second.get("message_id"));
        assertThat(receive("{\"wait_seconds\":30}").data())
                .allMatch(message -> message.path("attempt").asInt() == 1)
                .hasSize(2);
        assertThat(room.gets(inbox("")).data()).isEmpty();
    }

    @Test
    void shouldShareAnInboxAmongItsReceivers() {
        // Given
        int messages = 60;
        var waiting = new ArrayList<CompletableFuture<Answer>>();
        for (int i = 0; i < 12; i++) {
            waiting.add(receiving("{\"max\":5,\"wait_seconds\":20}"));
        }

        // When
        IntStream.range(0, messages)
                .forEach(n -> room.says(alice, bob, Integer.toString(n)).good());

        // Then
        var seen = new HashSet<String>();
        var received = new ArrayList<String>();
        waiting.stream().flatMap(answer -> ids(answer.join().good()).stream()).forEach(received::add);
        while (received.size() < messages) {
            var more = receive("{\"max\":100,\"wait_seconds\":20}");
            assertThat(more.data()).isNotEmpty();
            received.addAll(ids(more));
        }
        assertThat(received).allMatch(seen::add).hasSize(messages);
    }

    @Test
    void shouldFindWithoutWaitingWhatWasSentBefore() {
        for (int n = 0; n < 50; n++) {
            // When
            var sent = room.says(alice, bob, Integer.toString(n)).good().get("message_id");
            var received = receive("{}");

            // Then
            assertThat(ids(received)).containsExactly(sent);
            says("ack", received.data().getFirst(), "");
        }
    }

    @Test
    void shouldAnswerAtOnceOrInTimeWhereThereIsNothing() {
        assertThat(receive("{}").data()).isEmpty();
        assertThat(receive("{\"wait_seconds\":1}").data()).isEmpty();
    }

    @Test
    void shouldHandOutUrgentMessagesFirstButStarveNobody() {
        // Given
        var normal = room.says(alice, bob, "0").good().get("message_id");
        for (int i = 0; i < 8; i++) {
            var urgent = Room.message(alice, bob, "1").replaceFirst("\\{", "{\"priority\":\"urgent\",");
            room.posts("/messages", urgent).good();
        }

        // When
        var order = ids(receive("{\"max\":9,\"wait_seconds\":30}"));

        // Then
        assertThat(order.indexOf(normal)).isEqualTo(4);
    }

    @Test
    void shouldRefuseWhatNobodyCanAskFor() {
        for (String body : List.of(
                "{\"max\":0}",
                "{\"max\":101}",
                "{\"wait_seconds\":31}",
                "{\"wait_seconds\":-1}",
                "{\"ack_wait_seconds\":0}",
                "{\"max\":\"1\"}",
                "{\"more\":1}",
                "[]")) {
            assertThat(room.posts(inbox("/receive"), body).code()).as(body).isEqualTo("invalid_request");
        }
        for (String body :
                List.of("{}", "{\"leases\":[]}", "{\"leases\":[{}]}", "{\"leases\":[{\"message_id\":\"x\"}]}")) {
            assertThat(room.posts(inbox("/ack"), body).code()).as(body).isEqualTo("invalid_request");
        }
        assertThat(room.posts("/sandboxes/sb_0000000000/inbox/receive", "{}").code())
                .isEqualTo("sandbox_not_found");
    }

    @Test
    void shouldNotLeaseForSomebodyWhoHasGone() throws IOException {
        // Given
        String body = "{\"wait_seconds\":30}";
        try (var gone = new RawConnection(room.member().node())) {
            gone.send("""
                POST %s HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d

                %s\
                """.formatted(room.path(inbox("/receive")), room.member().token(), body.length(), body));
            // by then it waits too: it came first
            assertThat(receive("{\"wait_seconds\":1}").data()).isEmpty();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> room.member()
                        .node()
                        .get("/prometheus")
                        .answer()
                        .text()
                        .contains("roundtable_http_receivers 0.0"));

        // When
        room.says(alice, bob, "1").good();

        // Then
        assertThat(receive("{\"wait_seconds\":20}").data())
                .singleElement()
                .matches(message -> message.path("attempt").asInt() == 1);
    }

    private CompletableFuture<Answer> receiving(String body) {
        return room.asks("POST", inbox("/receive")).saying(body).later();
    }

    private Answer receive(String body) {
        return room.posts(inbox("/receive"), body).good();
    }

    private Answer says(String verb, JsonNode message) {
        return says(verb, message, "");
    }

    private Answer says(String verb, JsonNode message, String more) {
        return room.posts(inbox("/" + verb), "{\"leases\":[" + lease(message) + "]" + more + "}");
    }

    private String inbox(String rest) {
        return "/sandboxes/" + bob + "/inbox" + rest;
    }

    private static String lease(JsonNode message) {
        return "{\"message_id\":%s,\"lease_id\":%s}".formatted(message.path("message_id"), message.path("lease_id"));
    }

    private static String status(JsonNode message) {
        return room.gets("/messages/" + message.path("message_id").asText()).get("status");
    }

    private static List<String> ids(Answer answer) {
        return texts(answer, "message_id").toList();
    }

    private static List<String> statuses(Answer answer) {
        return texts(answer, "status").toList();
    }

    private static Stream<String> texts(Answer answer, String field) {
        return answer.data().stream().map(entry -> entry.path(field).asText());
    }
}

package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists: filters, pages, order, count. */
@WithInstallation
final class ListTest {
    private static final int MESSAGES = 23;
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private static Room room;
    private static String alice;
    private static String bob;
    private static String carol;

    @BeforeAll
    static void talk(Installation installation) {
        room = Person.registersAt(installation.node(), "Olga").opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
        carol = room.sandbox("carol");
        var entries = IntStream.range(0, MESSAGES).mapToObj(ListTest::message).toList();
        room.posts("/messages/batch", "{\"messages\":[" + String.join(",", entries) + "]}")
                .good();
    }

    /** Every third from bob to carol, with a correlation; the others from alice to bob. */
    private static String message(int n) {
        return n % 3 == 0
                ? "{\"correlation_id\":\"c-%d\",%s"
                        .formatted(
                                n % 2,
                                Room.message(bob, carol, "command", "{\"n\":" + n + "}")
                                        .substring(1))
                : Room.message(alice, bob, "{\"n\":" + n + "}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"asc, 1", "asc, 5", "asc, 23", "asc, 200", "desc, 4", "desc, 22"})
    void shouldTurnThePagesInOrderWithoutLossOrRepetition(String order, int limit) {
        // When
        var read = new ArrayList<Integer>();
        var page =
                room.gets("/messages?order=%s&limit=%d".formatted(order, limit)).good();
        read.addAll(ns(page));
        while (page.header("Link").isPresent()) {
            var link = NEXT.matcher(page.mustHave("Link"));
            assertThat(link.matches()).isTrue();
            assertThat(link.group(1)).contains("cursor=" + page.get("pagination/next_cursor"));
            page = room.member().gets(link.group(1)).good();
            assertThat(page.data()).hasSizeLessThanOrEqualTo(limit);
            read.addAll(ns(page));
        }

        // Then
        var all = IntStream.range(0, MESSAGES).boxed().toList();
        assertThat(read).isEqualTo(order.equals("asc") ? all : all.reversed());
        assertThat(page.json().at("/pagination/next_cursor").isNull()).isTrue();
        assertThat(page.json().at("/pagination/limit").asInt()).isEqualTo(limit);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "message_type=command, 8",
        "message_type=request, 15",
        "correlation_id=c-0,   4",
        "status=pending,       23",
        "status=delivered,     0",
        "from_sandbox_id=BOB,  8",
        "to_sandbox_id=BOB,    15",
        "sandbox_id=BOB,       23",
        "sandbox_id=CAROL,     8",
        "sandbox_id=ALICE&message_type=command, 0",
        "created_after=2020-01-01T00:00:00Z,    23",
        "created_before=2020-01-01T00:00:00Z,   0",
    })
    void shouldFilterAndCount(String filter, int found) {
        // When
        var named = filter.replace("ALICE", alice).replace("BOB", bob).replace("CAROL", carol);
        var page = room.gets("/messages?count=true&limit=3&" + named).good();

        // Then
        assertThat(page.json().at("/pagination/count").asInt()).isEqualTo(found);
        assertThat(page.data()).hasSize(Math.min(3, found));
    }

    @Test
    void shouldCountOnlyWhenAsked() {
        assertThat(room.gets("/messages").good().json().at("/pagination/count").isMissingNode())
                .isTrue();
    }

    @Test
    void shouldListSandboxesByStatusAndLabel() {
        // Given
        var library = room.member().opens("library");
        var red = library.posts("/sandboxes", "{\"name\":\"r\",\"labels\":{\"colour\":\"red\",\"on\":\"\"}}")
                .good()
                .get("sandbox_id");
        var blue = library.posts("/sandboxes", "{\"name\":\"b\",\"labels\":{\"colour\":\"blue\"}}")
                .good()
                .get("sandbox_id");
        library.posts("/sandboxes/" + blue + "/status", "{\"status\":\"starting\"}")
                .good();

        // Then
        assertThat(ids(library.gets("/sandboxes"))).containsExactly(red, blue);
        assertThat(ids(library.gets("/sandboxes?order=desc"))).containsExactly(blue, red);
        assertThat(ids(library.gets("/sandboxes?status=starting"))).containsExactly(blue);
        assertThat(ids(library.gets("/sandboxes?label=colour"))).containsExactly(red, blue);
        assertThat(ids(library.gets("/sandboxes?label=colour%3Dred"))).containsExactly(red);
        assertThat(ids(library.gets("/sandboxes?label=on%3D"))).containsExactly(red);
        assertThat(ids(library.gets("/sandboxes?status=error&count=true"))).isEmpty();
    }

    @Test
    void shouldListTheCallersOwnWorkspacesWithTheirCounts() {
        // Given
        var pia = Person.registersAt(room.member().node(), "Pia");
        var first = pia.opens("first");
        var second = pia.opens("second");
        room.admits(pia, "viewer").good();

        // When
        var listed = pia.gets("/v1/workspaces?count=true").good();

        // Then
        assertThat(listed.data().stream()
                        .map(entry -> entry.path("workspace_id").asText()))
                .containsExactlyInAnyOrder(first.id(), second.id(), room.id());
        assertThat(listed.json().at("/pagination/count").asInt()).isEqualTo(3);
        var lab = listed.data().stream()
                .filter(entry -> entry.path("workspace_id").asText().equals(room.id()))
                .findFirst()
                .orElseThrow();
        assertThat(lab.path("role").asText()).isEqualTo("viewer");
        assertThat(lab.findValue("messages").asInt()).isEqualTo(MESSAGES);
    }

    private static List<Integer> ns(Answer page) {
        return page.data().stream()
                .map(message -> message.at("/content/n").asInt())
                .toList();
    }

    private static List<String> ids(Answer page) {
        return page.good().data().stream()
                .map((JsonNode entry) -> entry.path("sandbox_id").asText())
                .toList();
    }

    @Test
    void shouldEndAPageBeforeItGrowsTooLarge() {
        // Given
        var large = room.member().opens("large");
        var alice = large.sandbox("alice");
        var bob = large.sandbox("bob");
        var content = "\"" + "x".repeat(256 * 1024 - 2) + "\"";
        for (int i = 0; i < 20; i++) {
            large.says(alice, bob, content).good();
        }

        // When
        var first = large.gets("/messages?limit=200").good();
        var second = large.gets("/messages?limit=200&cursor=" + first.get("pagination/next_cursor"))
                .good();

        // Then
        assertThat(first.data()).as("4 MiB").hasSize(16);
        assertThat(second.data()).hasSize(4);
        assertThat(second.json().at("/pagination/next_cursor").isNull()).isTrue();
        assertThat(large.gets("/messages?limit=200&sandbox_id=" + bob).good().data())
                .hasSize(16);
    }
}

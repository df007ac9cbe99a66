package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.KeptConnection;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A thousand connections at a time. */
@WithInstallation
@Isolated("all of the machine is its own, as far as it can be")
final class OverloadTest {
    private static final int CONNECTIONS = 1_000;
    /** Modest, since all else shares the processors; {@code -Droundtable.offered=500} asks for more. */
    private static final int PER_SECOND = Integer.getInteger("roundtable.offered", 250);

    private static final int SECONDS = 6;
    private static final int REQUESTS = SECONDS * PER_SECOND;
    private static final int WORKSPACES = 5;
    /** Of so many requests one reads. */
    private static final int READS = 3;

    private static final List<KeptConnection> CONNECTED = new ArrayList<>();
    private static final List<Place> PLACES = new ArrayList<>();

    /** Where somebody speaks: a workspace and two sandboxes of it. */
    private record Place(Room room, String alice, String bob) {}

    @BeforeAll
    static void connect(Installation installation) throws IOException {
        var olga = Person.registersAt(installation.node(), "Olga");
        for (int i = 0; i < WORKSPACES; i++) {
            var room = olga.opens("crowd-" + i);
            PLACES.add(new Place(room, room.sandbox("alice"), room.sandbox("bob")));
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            CONNECTED.add(new KeptConnection(installation.node()));
        }
    }

    @AfterAll
    static void disconnect() throws IOException {
        for (var connection : CONNECTED) {
            connection.close();
        }
    }

    @Test
    void shouldAnswerNearlyAllAndLoseNothingThatItHasAcknowledged() {
        // When
        var answers = offer();

        // Then
        var good = answers.stream().filter(Answer::isGood).toList();
        assertThat(good.size()).as(counts(answers)).isGreaterThanOrEqualTo(REQUESTS * 99 / 100);
        assertThat(answers.stream().filter(answer -> !answer.isGood())).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.toString()).isIn(429, 503);
            assertThat(answer.mustHave("Retry-After")).isNotBlank();
        });
        var acknowledged = good.stream()
                .filter(answer -> answer.status() == 201 || answer.status() == 202)
                .map(answer -> answer.get(answer.status() == 201 ? "message_id" : "resource_id"))
                .toList();
        assertThat(acknowledged).doesNotHaveDuplicates().hasSizeGreaterThan(REQUESTS / 2);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(found().containsAll(acknowledged)).isTrue());
    }

    /** Asks at a steady rate, whether the answers have come or not; each connection asks in its turn. */
    private static List<Answer> offer() {
        var pending = new ArrayList<CompletableFuture<Answer>>();
        try (var clock = Executors.newSingleThreadScheduledExecutor();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                var answer = new CompletableFuture<Answer>();
                pending.add(answer);
                var _ = clock.schedule(
                        () -> threads.execute(() -> ask(number, answer)),
                        number * 1_000_000L / PER_SECOND,
                        TimeUnit.MICROSECONDS);
            }
            return pending.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void ask(int number, CompletableFuture<Answer> answer) {
        var connection = CONNECTED.get(number % CONNECTIONS);
        var place = PLACES.get(number % WORKSPACES);
        var path = place.room().path("/messages");
        var token = place.room().member().token();
        synchronized (connection) {
            try {
                answer.complete(
                        number % READS == 0
                                ? connection.ask("GET", path + "?limit=5&order=desc", token, "")
                                : connection.ask(
                                        "POST",
                                        path,
                                        token,
                                        Room.message(place.alice(), place.bob(), "{\"n\":" + number + "}")));
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    private static String counts(List<Answer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(
                        answer -> answer.status() + " " + answer.code(), TreeMap::new, Collectors.counting()))
                .toString();
    }

    private static Set<String> found() {
        var found = new HashSet<String>();
        for (var place : PLACES) {
            for (String cursor = ""; cursor != null; ) {
                var page = place.room().gets("/messages?limit=200" + cursor).good();
                page.data()
                        .forEach(message -> found.add(message.path("message_id").asText()));
                var next = page.json().at("/pagination/next_cursor");
                cursor = next.isNull() ? null : "&cursor=" + next.asText();
            }
        }
        return found;
    }
}

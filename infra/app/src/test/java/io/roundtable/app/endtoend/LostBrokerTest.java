package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The brokers go away under a node that answers HTTP. */
final class LostBrokerTest {
    private static final List<String> TAILS = List.of("replies", "events");

    @Test
    void shouldSayThatItIsNotReadyAndNameTheCommandThatMayBeLost() {
        var stack = TestStack.isolated();
        try (stack;
                var installation = Installation.on(stack)) {
            // Given
            var node = installation.otherNode();
            var room = Person.registersAt(node, "Olga").opens("lab");
            var before = node.get("/health/readiness").answer();
            assertThat(tails(before, "ready")).containsExactlyElementsOf(TAILS);

            // When
            stack.close();

            // Then
            var after = Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () -> node.get("/health/readiness").answer(),
                            readiness -> tails(readiness, "not_ready").containsAll(TAILS));
            assertThat(after.status()).isEqualTo(503);
            assertThat(since(after)).isGreaterThan(since(before));
            var lost = room.posts("/sandboxes", "{\"name\":\"lost\"}");
            assertThat(lost.status()).isEqualTo(503);
            assertThat(lost.code()).isEqualTo("log_unavailable");
            assertThat(lost.mustHave("Command-Id")).startsWith("cmd_");
        }
    }

    private static List<String> tails(Answer readiness, String status) {
        return StreamSupport.stream(readiness.json().path("parts").spliterator(), false)
                .filter(part -> part.path("role").asText().equals("api"))
                .filter(part -> part.path("lag").isNumber())
                .filter(part -> part.path("status").asText().equals(status))
                .map(part -> part.path("part").asText())
                .toList();
    }

    private static String since(Answer readiness) {
        return StreamSupport.stream(readiness.json().path("parts").spliterator(), false)
                .filter(part -> part.path("part").asText().equals("replies"))
                .map(part -> part.path("since").asText())
                .findFirst()
                .orElseThrow();
    }
}

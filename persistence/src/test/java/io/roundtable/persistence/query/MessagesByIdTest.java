package io.roundtable.persistence.query;

import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.message;
import static io.roundtable.persistence.projection.Sayings.sent;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that somebody has leased, with what they hold. */
final class MessagesByIdTest {

    private static final String QUARTER = "\"" + "x".repeat(256 * 1024 - 2) + "\"";

    private final TestProjection projection = new TestProjection();
    private final TestLog log = new TestLog(0).append(workspaceCreated());
    private final MessagesById messages = new MessagesById(projection.sql());

    @AfterEach
    void close() {
        projection.close();
    }

    @Test
    void shouldReadTheFirstThatHaveFourMebibytesTogether() {
        // Given
        IntStream.rangeClosed(1, 20).forEach(number -> log.append(sent(number, QUARTER)));
        projection.write(log, 100);
        var asked = IntStream.rangeClosed(1, 20)
                .mapToObj(number -> message(21 - number))
                .toList();

        // When
        var found = messages.find(WORKSPACE, asked);

        // Then
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(asked.subList(0, 16));
        assertThat(found.values()).allMatch(view -> view.said().content().bytes() == 256 * 1024);
    }

    @Test
    void shouldLeaveOutWhatIsNotThere() {
        // Given
        log.append(sent(1, "1"));
        projection.write(log, 100);

        // When, then
        assertThat(messages.find(WORKSPACE, List.of(message(2), message(1)))).containsOnlyKeys(message(1));
        assertThat(messages.find(WORKSPACE, List.of())).isEmpty();
    }
}

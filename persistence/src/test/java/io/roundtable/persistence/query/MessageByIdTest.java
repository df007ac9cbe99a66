package io.roundtable.persistence.query;

import static io.roundtable.persistence.projection.Sayings.ALICE;
import static io.roundtable.persistence.projection.Sayings.BOB;
import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.message;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.message.Utterance;
import io.roundtable.persistence.projection.Sayings;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MessageByIdTest {

    private static final Instant EXPIRES = Instant.parse("2026-04-01T00:00:00.123456789Z");
    private static final Instant DELIVER = Instant.parse("2026-03-02T00:00:00Z");

    private final TestProjection projection = new TestProjection();
    private final TestLog log = new TestLog(0).append(workspaceCreated());

    @AfterEach
    void close() {
        projection.close();
    }

    @Test
    void shouldShowAllThatWasSaid() {
        // Given
        log.pass(Duration.ofSeconds(1)).append(Sayings.sent(2, ALICE, BOB, all()));

        // When
        projection.write(log, 10);

        // Then
        assertThat(new MessageById(projection.sql()).find(0, WORKSPACE, message(2)))
                .satisfies(seen -> assertThat(seen.sequence()).isEqualTo(2))
                .satisfies(seen -> assertThat(seen.value())
                        .contains(new MessageView(
                                WORKSPACE,
                                message(2),
                                ALICE,
                                BOB,
                                new MessageView.Said(
                                        MessageType.COMMAND,
                                        new RawJson("{\"x\": 1}"),
                                        "order 66",
                                        message(1),
                                        null,
                                        Priority.URGENT,
                                        Instant.parse("2026-04-01T00:00:00.123456Z"),
                                        DELIVER),
                                new MessageView.Progress(MessageStatus.PENDING, 0, null, 0),
                                new MessageKey(2, 0),
                                new Stamp(log.now(), log.now(), 1, 0, 2))));
    }

    @Test
    void shouldShowNoMessageOfAnotherWorkspace() {
        // Given
        log.append(Sayings.sent(2, "{}"));

        // When
        projection.write(log, 10);

        // Then
        MessageById messages = new MessageById(projection.sql());
        assertThat(messages.find(0, Sayings.workspace(2), message(2))).isEqualTo(new Seen<>(2, Optional.empty()));
        assertThat(messages.find(0, WORKSPACE, message(3))).isEqualTo(new Seen<>(2, Optional.empty()));
    }

    @Test
    void shouldReflectNothingOfAPartitionThatIsntRead() {
        // Given
        log.append(Sayings.sent(2, "{}"));

        // When
        projection.write(log, 10);

        // Then
        assertThat(new MessageById(projection.sql()).find(1, Sayings.workspace(2), message(2)))
                .isEqualTo(new Seen<>(0, Optional.empty()));
    }

    @Test
    void shouldFindTheFirstResponseAndNothingElseThatReplies() {
        // Given
        log.append(Sayings.sent(1, "{}"))
                .append(Sayings.sent(2, BOB, ALICE, reply(MessageType.NOTIFICATION, 1)))
                .append(Sayings.sent(3, BOB, ALICE, reply(MessageType.RESPONSE, 1)))
                .append(Sayings.sent(4, BOB, ALICE, reply(MessageType.RESPONSE, 1)));
        ResponseTo responses = new ResponseTo(projection.sql());

        // When
        projection.write(log, 10);

        // Then
        assertThat(responses.find(0, WORKSPACE, message(1)).value().map(MessageView::messageId))
                .contains(message(3));
        assertThat(responses.find(0, WORKSPACE, message(3)).value()).isEmpty();
        assertThat(responses.find(0, Sayings.workspace(2), message(1)).value()).isEmpty();
    }

    private static Utterance all() {
        return utterance(MessageType.COMMAND, "{\"x\": 1}", "order 66", 1);
    }

    private static Utterance reply(MessageType type, int to) {
        return utterance(type, "{}", null, to);
    }

    private static Utterance utterance(MessageType type, String content, @Nullable String correlation, int to) {
        return new Utterance(type, new RawJson(content), correlation, message(to), EXPIRES, DELIVER, Priority.URGENT);
    }
}

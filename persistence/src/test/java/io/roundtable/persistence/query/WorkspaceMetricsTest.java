package io.roundtable.persistence.query;

import static io.roundtable.persistence.projection.Sayings.ALICE;
import static io.roundtable.persistence.projection.Sayings.BOB;
import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.sent;
import static io.roundtable.persistence.projection.Sayings.utterance;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.persistence.projection.Sayings;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import io.roundtable.persistence.query.Metrics.KindCount;
import io.roundtable.persistence.query.Metrics.Rates;
import io.roundtable.persistence.query.Metrics.SandboxCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WorkspaceMetricsTest {

    private final TestProjection projection = new TestProjection();
    private final WorkspaceMetrics metrics = new WorkspaceMetrics(projection.sql());
    private final TestLog log = new TestLog(0).append(workspaceCreated());

    @AfterEach
    void close() {
        projection.close();
    }

    @Test
    void shouldCountByKindAndBySandbox() {
        // Given
        log.append(sent(1, "{}"))
                .append(sent(2, "{}"))
                .append(sent(3, BOB, ALICE, utterance(MessageType.RESPONSE, "{}")));

        // When
        projection.write(log, 2);

        // Then
        Seen<Metrics> seen = metrics.of(0, WORKSPACE, log.now());
        assertThat(seen.sequence()).isEqualTo(4);
        assertThat(seen.value())
                .isEqualTo(new Metrics(
                        List.of(
                                new KindCount(MessageType.REQUEST, MessageStatus.PENDING, 2),
                                new KindCount(MessageType.RESPONSE, MessageStatus.PENDING, 1)),
                        List.of(new SandboxCount(BOB, 2, 0, 0, 0), new SandboxCount(ALICE, 1, 0, 0, 0)),
                        new Rates(3, 3, 3),
                        TestLog.START));
    }

    @Test
    void shouldHaveNothingToTellOfAWorkspaceWithoutMessages() {
        // When
        projection.write(log, 2);

        // Then
        assertThat(metrics.of(0, WORKSPACE, log.now()).value())
                .isEqualTo(new Metrics(List.of(), List.of(), new Rates(0, 0, 0), null));
    }

    @Test
    void shouldCountLatelyToTheMillisecond() {
        // Given
        for (int i = 1; i <= 2_000; i++) {
            log.pass(Duration.ofMillis(47_011)).append(sent(i, "{}"));
        }
        Instant now = log.now().plusMillis(999);

        // When
        projection.write(log, 500);

        // Then
        assertThat(metrics.of(0, WORKSPACE, now).value().rates())
                .isEqualTo(new Rates(
                        since(now.minusSeconds(60)), since(now.minusSeconds(3_600)), since(now.minusSeconds(86_400))));
    }

    @Test
    void shouldShowNothingOfAnotherWorkspace() {
        // Given
        log.append(sent(1, "{}"));

        // When
        projection.write(log, 10);

        // Then
        assertThat(metrics.of(0, Sayings.workspace(2), log.now()).value().rates())
                .isEqualTo(new Rates(0, 0, 0));
    }

    private long since(Instant time) {
        return log.after(1).stream()
                .filter(event -> event.envelope().time().isAfter(time))
                .count();
    }
}

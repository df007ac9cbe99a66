package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.DEAD_LETTER;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_STEP;
import static io.roundtable.persistence.projection.Sayings.BOB;
import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.broadcast;
import static io.roundtable.persistence.projection.Sayings.message;
import static io.roundtable.persistence.projection.Sayings.sandbox;
import static io.roundtable.persistence.projection.Sayings.sent;
import static io.roundtable.persistence.projection.Sayings.utterance;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.DeliveryEvent.DeadLetterDiscarded;
import io.roundtable.contract.DeliveryEvent.LeaseExtended;
import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageExpired;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.DeliveryEvent.MessageOffered;
import io.roundtable.contract.DeliveryEvent.MessageRedriven;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.persistence.query.MessageById;
import io.roundtable.persistence.query.MessageFilter;
import io.roundtable.persistence.query.MessageView;
import io.roundtable.persistence.query.MessagesOfWorkspace;
import io.roundtable.persistence.query.Metrics.KindCount;
import io.roundtable.persistence.query.Metrics.SandboxCount;
import io.roundtable.persistence.query.PageRequest;
import io.roundtable.persistence.query.WorkspaceMetrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tables show of a message on its way, in whatever batches its events came. */
final class DeliveryFoldTest {

    private static final LeaseId LEASE = new LeaseId("ls_0000000001");

    private final TestProjection projection = new TestProjection();
    private final TestLog log = new TestLog(0).append(workspaceCreated());

    @AfterEach
    void close() {
        projection.close();
    }

    private MessageLeased leased(int n, int attempt) {
        return new MessageLeased(
                WORKSPACE, BOB, message(n), LEASE, attempt, log.now().plusSeconds(30), null);
    }

    private MessageReturned returned(int n, int attempt, ReturnReason reason) {
        return new MessageReturned(WORKSPACE, BOB, message(n), LEASE, attempt, reason, "busy", log.now(), null);
    }

    private MessageDeadLettered buried(MessageId id, SandboxId to, int attempts, int redrives) {
        var failure = new Failure(FailureReason.REJECTED, attempts, TestLog.START, log.now(), "nonsense", redrives);
        return new MessageDeadLettered(WORKSPACE, to, id, failure, null);
    }

    private static MessageRedriven redriven(MessageId id, SandboxId to, String content, int redrives) {
        return new MessageRedriven(WORKSPACE, to, id, content.isEmpty() ? null : new RawJson(content), redrives, null);
    }

    private MessageView view(MessageId id) {
        return new MessageById(projection.sql()).find(0, WORKSPACE, id).value().orElseThrow();
    }

    @ParameterizedTest(name = "in batches of {0}")
    @ValueSource(ints = {1, 3, 100})
    void shouldShowEachStatusAndItsAttemptAndCountThem(int batch) {
        // Given
        for (int n = 1; n <= 6; n++) {
            log.append(sent(n, "{}"));
        }
        log.append(leased(2, 1))
                .append(leased(3, 1))
                .append(leased(4, 1))
                .append(returned(4, 1, ReturnReason.NAK))
                .append(leased(5, 1))
                .append(returned(5, 1, ReturnReason.RELEASED))
                .append(new LeaseExtended(WORKSPACE, BOB, message(2), LEASE, log.now(), null))
                .append(new MessageOffered(WORKSPACE, BOB, message(4), null))
                .append(new MessageAcknowledged(WORKSPACE, BOB, message(3), LEASE, 1, null))
                .append(new MessageExpired(
                        WORKSPACE,
                        BOB,
                        message(6),
                        new Failure(FailureReason.EXPIRED, 0, null, log.now(), null, 0),
                        null));

        // When
        projection.write(log, batch);

        // Then
        assertThat(List.of(1, 2, 3, 4, 5, 6))
                .extracting(n -> view(message(n)).progress().status() + " "
                        + view(message(n)).progress().attempt())
                .containsExactly("pending 0", "sent 1", "delivered 1", "pending 1", "pending 0", "failed 0");
        assertThat(view(message(2)).stamp().version())
                .as("sent, leased, extended")
                .isEqualTo(3);
        var metrics = new WorkspaceMetrics(projection.sql())
                .of(0, WORKSPACE, log.now())
                .value();
        assertThat(metrics.kinds())
                .containsExactlyInAnyOrder(
                        new KindCount(MessageType.REQUEST, MessageStatus.PENDING, 3),
                        new KindCount(MessageType.REQUEST, MessageStatus.SENT, 1),
                        new KindCount(MessageType.REQUEST, MessageStatus.DELIVERED, 1),
                        new KindCount(MessageType.REQUEST, MessageStatus.FAILED, 1));
        assertThat(metrics.sandboxes()).containsExactly(new SandboxCount(BOB, 3, 1, 1, 1));
        assertThat(projection.dump()).isEqualTo(log.folded());
    }

    @ParameterizedTest(name = "in batches of {0}")
    @ValueSource(ints = {1, 2, 100})
    void shouldShowWhatAMessageWasRedrivenWithAndKeepWhatWasSaid(int batch) {
        // Given
        MessageId id = message(1);
        log.append(sent(1, "{ \"old\":1 }"))
                .append(buried(id, BOB, 0, 0))
                .append(redriven(id, BOB, "{ \"new\" : \"\\u0000\" }", 1))
                .append(buried(id, BOB, 0, 1))
                .append(redriven(id, BOB, "", 2));

        // When
        projection.write(log, batch);

        // Then
        assertThat(view(id).said().content().text()).isEqualTo("{ \"new\" : \"\\u0000\" }");
        assertThat(view(id).progress()).isEqualTo(new MessageView.Progress(MessageStatus.PENDING, 0, null, 0));
        assertThat(projection
                        .sql()
                        .select(MESSAGE.CONTENT)
                        .from(MESSAGE)
                        .fetchSingle()
                        .value1()
                        .data())
                .isEqualTo("{ \"old\":1 }");
        assertThat(projection.dump()).isEqualTo(log.folded());
    }

    @ParameterizedTest(name = "in batches of {0}")
    @ValueSource(ints = {1, 100})
    void shouldShowOneCopyOfABroadcastRedrivenWithOtherWordsAndTheOthersAsTheyWere(int batch) {
        // Given
        log.append(broadcast(100, 3, utterance(MessageType.NOTIFICATION, "\"for all\"")))
                .append(buried(message(102), sandbox(3), 1, 0))
                .append(redriven(message(102), sandbox(3), "\"for one\"", 1))
                .append(new MessageLeased(WORKSPACE, sandbox(4), message(103), LEASE, 1, log.now(), null));

        // When
        projection.write(log, batch);

        // Then
        var shown = new MessagesOfWorkspace(projection.sql())
                .page(0, WORKSPACE, MessageFilter.NONE, new PageRequest<>(null, 10, false, false))
                .value()
                .rows();
        assertThat(shown)
                .extracting(row ->
                        row.said().content().text() + " " + row.progress().status())
                .containsExactly("\"for all\" pending", "\"for one\" pending", "\"for all\" sent");
        assertThat(projection.dump()).isEqualTo(log.folded());
    }

    @ParameterizedTest(name = "in batches of {0}")
    @ValueSource(ints = {1, 2, 100})
    void shouldKeepADeadLetterForEachTimeThatAMessageWasGivenUp(int batch) {
        // Given
        MessageId id = message(1);
        log.append(sent(1, "{}"))
                .append(leased(1, 1))
                .append(buried(id, BOB, 1, 0))
                .pass(Duration.ofSeconds(1))
                .append(redriven(id, BOB, "", 1))
                .append(buried(id, BOB, 0, 1))
                .append(new DeadLetterDiscarded(WORKSPACE, BOB, id, "of no use", 1, null));

        // When
        projection.write(log, batch);

        // Then
        var letters = projection
                .sql()
                .selectFrom(DEAD_LETTER)
                .orderBy(DEAD_LETTER.CREATED_SEQUENCE)
                .fetch();
        assertThat(letters)
                .extracting(row -> List.of(row.getStatus(), row.getRedrives(), row.getAttempts(), row.getVersion()))
                .containsExactly(List.of("redriven", 0, 1, 2L), List.of("discarded", 1, 0, 2L));
        assertThat(letters.getLast().getResolution()).isEqualTo("of no use");
        assertThat(view(id).progress().status()).isEqualTo(MessageStatus.FAILED);
        assertThat(projection.sql().selectFrom(MESSAGE_STEP).fetch(MESSAGE_STEP.STEP))
                .containsExactlyInAnyOrder("leased", "dead_lettered", "redriven", "dead_lettered", "discarded");
        assertThat(projection.dump()).isEqualTo(log.folded());
    }

    @Test
    void shouldTellApartTheDeadLettersOfMessagesWithTheLongestIds() {
        // Given
        var one = new MessageId("msg_" + "a".repeat(31) + "1");
        var other = new MessageId("msg_" + "a".repeat(31) + "2");
        log.append(said(one)).append(said(other)).append(buried(one, BOB, 0, 0)).append(buried(other, BOB, 0, 0));

        // When
        projection.write(log, 10);

        // Then
        assertThat(projection.sql().selectFrom(DEAD_LETTER).fetch(DEAD_LETTER.DEAD_LETTER_ID))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("dl_[0-9a-z]{10,32}"));
    }

    @Test
    void shouldWriteManyLargeContentsThatDeadLettersAreRedrivenWith() {
        // Given
        String large = "\"" + "x".repeat(Utterance.MAX_CONTENT_BYTES - 2) + "\"";
        for (int n = 1; n <= 150; n++) {
            log.append(sent(n, "{}")).append(buried(message(n), BOB, 0, 0));
        }
        projection.write(log, 1_000);
        for (int n = 1; n <= 150; n++) {
            log.append(redriven(message(n), BOB, large, 1));
        }

        // When
        projection.write(log, 1_000);

        // Then
        assertThat(view(message(1)).said().content().text()).isEqualTo(large);
        assertThat(view(message(150)).said().content().text()).isEqualTo(large);
    }

    @Test
    void shouldRefuseAStepOfAMessageThatIsNotThere() {
        log.append(leased(9, 1));

        assertThatThrownBy(() -> projection.write(log, 10)).isInstanceOf(IllegalStateException.class);
    }

    private static MessageSent said(MessageId id) {
        return new MessageSent(WORKSPACE, id, Sayings.ALICE, BOB, utterance(MessageType.REQUEST, "{}"), 0);
    }
}

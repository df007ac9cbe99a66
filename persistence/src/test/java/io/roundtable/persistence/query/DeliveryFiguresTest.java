package io.roundtable.persistence.query;

import static io.roundtable.persistence.projection.Sayings.ALICE;
import static io.roundtable.persistence.projection.Sayings.BOB;
import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.message;
import static io.roundtable.persistence.projection.Sayings.sandbox;
import static io.roundtable.persistence.projection.Sayings.sandboxCreated;
import static io.roundtable.persistence.projection.Sayings.sent;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionEvent.EventsDelivered;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.contract.SubscriptionEvent.SubscriptionCreated;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDisabled;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WebhookEvent.WebhookDisabled;
import io.roundtable.contract.WebhookEvent.WebhookSet;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.DisabledReason;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.subscription.Span;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.persistence.projection.Sayings;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import io.roundtable.persistence.query.OldestUnacknowledged.Oldest;
import io.roundtable.persistence.query.SubscriptionFigures.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators ask of all workspaces at once. */
final class DeliveryFiguresTest {

    private static final LeaseId LEASE = new LeaseId("ls_0000000001");
    private static final WorkspaceId OTHER = Sayings.workspace(2);

    private final TestProjection projection = new TestProjection();
    private final TestLog log = new TestLog(0).append(workspaceCreated());

    @AfterEach
    void close() {
        projection.close();
    }

    private static SubscriptionCreated subscribed(int number) {
        return new SubscriptionCreated(WORKSPACE, subscription(number), "https://example.com/", List.of("*"));
    }

    private static SubscriptionId subscription(int number) {
        return new SubscriptionId("sub_000000000" + number);
    }

    private EventsOrdered ordered(int number, long after) {
        var span = new Span(after, log.now(), after + 1, null);
        return new EventsOrdered(WORKSPACE, subscription(number), Lane.LIVE, 1, 1, span, log.now());
    }

    @Test
    void shouldCountSubscriptionsAndSayHowFarTheyAreBehindAtMost() {
        // Given: one that wants nothing, one that is behind, one that is further, and one that somebody has to see to
        log.append(subscribed(1)).append(subscribed(2)).append(subscribed(3)).append(subscribed(4));
        log.append(ordered(4, 1)).append(new SubscriptionDisabled(WORKSPACE, subscription(4), DisabledReason.GONE));
        log.append(ordered(2, 6)).append(ordered(3, 5));

        // When
        projection.write(log, 100);

        // Then
        long events = log.all().size();
        assertThat(new SubscriptionFigures(projection.sql()).find())
                .isEqualTo(new Figures(Count.kept(3), Count.kept(1), events - 5));
        log.append(new EventsDelivered(WORKSPACE, subscription(3), Lane.LIVE, 1, new Reach(6, log.now(), 1, true)))
                .append(new EventsDelivered(
                        WORKSPACE, subscription(2), Lane.LIVE, 1, new Reach(7, log.now(), 1, true)));
        projection.write(log, 100);
        assertThat(new SubscriptionFigures(projection.sql()).find().behind()).isZero();
    }

    @Test
    void shouldFindTheMessageThatHasWaitedLongestInAnyWorkspace() {
        // Given: the first is acknowledged, the second not due before tomorrow, the third leased
        log.append(new WorkspaceCreated(OTHER, new WorkspaceDefinition("other", null, null), Sayings.ADA))
                .append(sent(1, "1"))
                .append(said(WORKSPACE, 2, log.now().plus(Duration.ofDays(1))))
                .pass(Duration.ofSeconds(1))
                .append(said(OTHER, 3, null));
        Instant third = log.now();
        log.pass(Duration.ofSeconds(1))
                .append(sent(4, "4"))
                .append(leased(WORKSPACE, 1))
                .append(leased(OTHER, 3))
                .append(new MessageAcknowledged(WORKSPACE, BOB, message(1), LEASE, 1, null));

        // When
        projection.write(log, 100);

        // Then
        var oldest = new OldestUnacknowledged(projection.sql());
        assertThat(oldest.find(log.now())).contains(new Oldest(OTHER, message(3), BOB, third));
        assertThat(oldest.find(log.now().plus(Duration.ofDays(2))))
                .map(Oldest::messageId)
                .contains(message(2));
    }

    @Test
    void shouldFindNoneWhereEverythingIsAcknowledged() {
        // When
        projection.write(log, 100);

        // Then
        assertThat(new OldestUnacknowledged(projection.sql()).find(log.now())).isEmpty();
    }

    @Test
    void shouldFindWebhooksThatAreDisabledAndThatHaveFailedLately() {
        // Given
        for (int i = 1; i <= 4; i++) {
            log.append(sandboxCreated(sandbox(i), null))
                    .append(new WebhookSet(WORKSPACE, sandbox(i), "https://example.org/" + i, 4))
                    .append(Sayings.sent(i, ALICE, sandbox(i), utterance(null)));
        }
        fail(1);
        log.pass(Duration.ofHours(2));
        fail(2);
        log.pass(Duration.ofMinutes(1));
        fail(3);
        log.append(new WebhookDisabled(WORKSPACE, sandbox(4), DisabledReason.GONE));

        // When
        projection.write(log, 100);

        // Then
        var webhooks = new FailingWebhooks(projection.sql());
        var failing = webhooks.failing(log.now().minus(Duration.ofHours(1)), 1);
        assertThat(failing.count()).isEqualTo(new Count(2, false));
        assertThat(failing.first()).extracting(WebhookView::sandboxId).containsExactly(sandbox(3));
        var disabled = webhooks.disabled(5);
        assertThat(disabled.count()).isEqualTo(new Count(1, false));
        assertThat(disabled.first()).extracting(WebhookView::disabledReason).containsExactly("gone");
    }

    @Test
    void shouldCountTheMessagesThatWereGivenUpLately() {
        // Given
        log.append(sent(1, "1")).append(sent(2, "2")).append(dead(1)).pass(Duration.ofHours(2));
        log.append(dead(2));

        // When
        projection.write(log, 100);

        // Then
        var letters = new DeadLettersSince(projection.sql());
        assertThat(letters.count(log.now().minus(Duration.ofHours(1)))).isEqualTo(new Count(1, false));
        assertThat(letters.count(log.now().minus(Duration.ofHours(3)))).isEqualTo(new Count(2, false));
    }

    private void fail(int n) {
        SandboxId to = sandbox(n);
        log.append(new MessageLeased(
                        WORKSPACE, to, message(n), LEASE, 1, log.now().plusSeconds(60), null))
                .append(new MessageReturned(
                        WORKSPACE, to, message(n), LEASE, 1, ReturnReason.FAILED, "HTTP 500", log.now(), null));
    }

    private MessageLeased leased(WorkspaceId workspace, int n) {
        return new MessageLeased(workspace, BOB, message(n), LEASE, 1, log.now().plusSeconds(30), null);
    }

    private MessageDeadLettered dead(int n) {
        var failure = new Failure(FailureReason.REJECTED, 1, log.now(), log.now(), "x", 0);
        return new MessageDeadLettered(WORKSPACE, BOB, message(n), failure, null);
    }

    private static MessageSent said(WorkspaceId workspace, int n, @Nullable Instant deliverAt) {
        return new MessageSent(workspace, message(n), ALICE, BOB, utterance(deliverAt), 0);
    }

    private static Utterance utterance(@Nullable Instant deliverAt) {
        return new Utterance(MessageType.REQUEST, new RawJson("1"), null, null, null, deliverAt, null);
    }
}

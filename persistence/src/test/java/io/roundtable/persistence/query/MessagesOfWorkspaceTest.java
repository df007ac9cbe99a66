package io.roundtable.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.DeadLetterDiscarded;
import io.roundtable.contract.DeliveryEvent.LeaseExtended;
import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageExpired;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.DeliveryEvent.MessageOffered;
import io.roundtable.contract.DeliveryEvent.MessageRedriven;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.persistence.projection.Projected;
import io.roundtable.persistence.projection.RandomHistory;
import io.roundtable.persistence.projection.Sayings;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every filter, order and page size against the same filter over the events themselves. */
final class MessagesOfWorkspaceTest {

    private static final int PARTITION = 4;
    private static final TestLog LOG = RandomHistory.of(31, PARTITION, 700);
    private static final Map<MessageId, MessageStatus> STATUSES = statuses();
    private static final TestProjection PROJECTION = new TestProjection();

    private final MessagesOfWorkspace messages = new MessagesOfWorkspace(PROJECTION.sql());

    @BeforeAll
    static void write() {
        PROJECTION.write(LOG, 500);
    }

    @AfterAll
    static void close() {
        PROJECTION.close();
    }

    @Test
    void shouldFindWhatAnyFilterWantsInEitherOrderAndPagesOfAnySize() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(17);
        int found = 0;
        for (int i = 0; i < 400; i++) {
            // Given
            MessageFilter filter = filter(random);
            boolean descending = random.nextBoolean();
            int limit = 1 + random.nextInt(40);

            // When
            List<MessageView> all =
                    Pages.<MessageView, MessageKey>all(request -> page(filter, request), limit, descending);

            // Then
            List<MessageId> expected = expected(filter);
            assertThat(all.stream().map(MessageView::messageId))
                    .as("%s descending %s by %d", filter, descending, limit)
                    .containsExactlyElementsOf(descending ? expected.reversed() : expected);
            assertThat(page(filter, Pages.<MessageKey>first(1)).count())
                    .as("%s", filter)
                    .isEqualTo(Count.kept(expected.size()));
            found += expected.isEmpty() ? 0 : 1;
        }
        assertThat(found).as("filters that anything passed").isGreaterThan(60);
    }

    @Test
    void shouldTellHowMuchOfTheLogIsReflected() {
        assertThat(messages.page(PARTITION, Sayings.workspace(1), MessageFilter.NONE, Pages.first(1))
                        .sequence())
                .isEqualTo(700);
        assertThat(messages.page(5, Sayings.workspace(1), MessageFilter.NONE, Pages.first(1))
                        .sequence())
                .isZero();
    }

    @Test
    void shouldShowNothingOfAnotherWorkspace() {
        assertThat(messages.page(PARTITION, Sayings.workspace(77_777), MessageFilter.NONE, Pages.first(200))
                        .value())
                .isEqualTo(new Page<>(List.of(), null, Count.kept(0)));
    }

    private Page<MessageView, MessageKey> page(MessageFilter filter, PageRequest<MessageKey> request) {
        return messages.page(PARTITION, Sayings.workspace(1), filter, request).value();
    }

    private static MessageFilter filter(RandomGenerator random) {
        return new MessageFilter(
                random.nextInt(4) == 0 ? Sayings.sandbox(1 + random.nextInt(6)) : null,
                random.nextInt(4) == 0 ? Sayings.sandbox(1 + random.nextInt(6)) : null,
                random.nextInt(3) == 0 ? Sayings.sandbox(1 + random.nextInt(6)) : null,
                random.nextInt(5) == 0 ? pick(random, List.of(MessageType.values())) : null,
                random.nextInt(5) == 0 ? pick(random, List.of(MessageStatus.values())) : null,
                random.nextInt(5) == 0 ? "c" + random.nextInt(10) : null,
                random.nextInt(4) == 0 ? time(random) : null,
                random.nextInt(4) == 0 ? time(random) : null);
    }

    private static <T> T pick(RandomGenerator random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Now and then exactly that of an event, which is neither after nor before itself. */
    private static Instant time(RandomGenerator random) {
        Instant ofEvent = LOG.all().get(random.nextInt(700)).envelope().time();
        return ofEvent.plusMillis(random.nextInt(3) == 0 ? random.nextInt(-90_000, 90_000) : 0);
    }

    private static List<MessageId> expected(MessageFilter filter) {
        WorkspaceId workspace = Sayings.workspace(1);
        List<MessageId> ids = new ArrayList<>();
        for (Projected projected : LOG.all()) {
            Instant time = projected.envelope().time();
            switch (projected.envelope().event()) {
                case MessageSent sent
                when sent.workspaceId().equals(workspace)
                        && passes(filter, sent, sent.messageId(), sent.toSandboxId(), time) ->
                    ids.add(sent.messageId());
                case MessageBroadcast broadcast
                when broadcast.workspaceId().equals(workspace) ->
                    broadcast.copies().stream()
                            .filter(copy -> passes(filter, broadcast, copy.messageId(), copy.toSandboxId(), time))
                            .forEach(copy -> ids.add(copy.messageId()));
                default -> {}
            }
        }
        return ids;
    }

    /** By the last event of each message that changes it; what has none is pending still. */
    private static Map<MessageId, MessageStatus> statuses() {
        Map<MessageId, MessageStatus> statuses = new HashMap<>();
        for (Projected projected : LOG.all()) {
            if (projected.envelope().event() instanceof DeliveryEvent event) {
                statuses.put(event.messageId(), statusAfter(event));
            }
        }
        return statuses;
    }

    private static MessageStatus statusAfter(DeliveryEvent event) {
        return switch (event) {
            case MessageLeased _, LeaseExtended _ -> MessageStatus.SENT;
            case MessageReturned _, MessageOffered _, MessageRedriven _ -> MessageStatus.PENDING;
            case MessageAcknowledged _ -> MessageStatus.DELIVERED;
            case MessageExpired _, MessageDeadLettered _, DeadLetterDiscarded _ -> MessageStatus.FAILED;
        };
    }

    private static boolean passes(MessageFilter filter, MessageEvent event, MessageId id, SandboxId to, Instant time) {
        SandboxId from = event.fromSandboxId();
        return fits(filter.from(), from)
                && fits(filter.to(), to)
                && (fits(filter.either(), from) || fits(filter.either(), to))
                && fits(filter.type(), event.utterance().messageType())
                && fits(filter.status(), STATUSES.getOrDefault(id, MessageStatus.PENDING))
                && fits(filter.correlationId(), event.utterance().correlationId())
                && (filter.createdAfter() == null || time.isAfter(filter.createdAfter()))
                && (filter.createdBefore() == null || time.isBefore(filter.createdBefore()));
    }

    private static boolean fits(@Nullable Object wanted, @Nullable Object value) {
        return wanted == null || Objects.equals(wanted, value);
    }
}

package io.roundtable.runtime.courier;

import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;
import static io.roundtable.persistence.jooq.projection.Tables.SUBSCRIPTION;
import static io.roundtable.runtime.courier.FakeOrders.CODEC;
import static io.roundtable.runtime.courier.FakeOrders.NOON;
import static io.roundtable.runtime.courier.FakeOrders.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.SubscriptionCommand.Failed;
import io.roundtable.contract.SubscriptionCommand.RecordEvents;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.subscription.Span;
import io.roundtable.persistence.jooq.projection.tables.records.SubscriptionRecord;
import io.roundtable.runtime.People;
import io.roundtable.runtime.courier.EventSource.Entry;
import io.roundtable.runtime.courier.EventSource.Found;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Orders of one subscription, whose log, table, receiver and clock are in the test's hands. */
final class ErrandsTest {

    private static final DSLContext BARE = new DefaultConfiguration().dsl();
    private static final SubscriptionId BILLING = new SubscriptionId("sub_billing00001");
    private static final long ORDER = 100;
    private static final int EVENTS = 8;

    private final MockProducer<byte[], byte[]> reports =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private Instant now = NOON;
    private @Nullable SubscriptionRecord row = row();
    private boolean isAway;
    private int looks;
    /** That asking takes while the database is away. */
    private static final Duration TIME_OUT = Duration.ofSeconds(3);

    private final InstantSource time = () -> now;

    private static SubscriptionRecord row() {
        var row = new SubscriptionRecord();
        row.setWorkspaceId(People.LAB.value());
        row.setSubscriptionId(BILLING.value());
        row.setUrl("https://billing.example/");
        row.setEventTypes("*");
        row.setState("enabled");
        row.setThrough(0L);
        row.setDelivered(0L);
        row.setReplaySince(NOON.minusSeconds(60));
        row.setReplayUntil(NOON);
        row.setReplayBegun(ORDER - 1);
        row.setCreatedAt(NOON);
        row.setUpdatedAt(NOON);
        row.setVersion(1L);
        row.setPartition(PARTITION);
        row.setSequence(ORDER);
        row.setCreatedSequence(1L);
        return row;
    }

    private static EventsOrdered order(Lane lane) {
        var span = new Span(0, NOON.minusSeconds(60), null, NOON);
        return new EventsOrdered(People.LAB, BILLING, lane, 7, 1, span, NOON.plusSeconds(60));
    }

    private void makes(Lane lane, FakePost post) throws InterruptedException {
        var clock = time.withZone(ZoneOffset.UTC);
        var found = new Found(
                IntStream.rangeClosed(1, EVENTS)
                        .mapToObj(n -> new Entry(n, NOON, FakeOrders.record(n)))
                        .toList(),
                ORDER,
                NOON,
                true);
        var turns = new Turns(new Turns.Bounds(2, 4 * EventSource.MOST_BYTES, EventSource.MOST_BYTES));
        var errands = new Errands(
                new Tables(database()),
                new Errands.Reading((_, _) -> found, turns),
                post,
                new Reports(reports, CODEC, new Partitions(4), Clock.systemUTC()),
                new Errands.Around(new CourierMetrics(new SimpleMeterRegistry()), clock));
        errands.make(new Errand(order(lane), PARTITION, ORDER));
        assertThat(turns.held()).isZero();
    }

    private DSLContext database() {
        var configuration = new DefaultConfiguration();
        configuration.setSQLDialect(SQLDialect.POSTGRES);
        configuration.setConnection(new MockConnection(statement -> {
            if (isAway) {
                now = now.plus(TIME_OUT);
                looks++;
                throw new SQLException("it is away", "08006");
            }
            var sql = statement.sql().toLowerCase(Locale.ROOT);
            return answer(
                    sql.contains("event_types")
                            ? subscriptions()
                            : sql.contains("\"checkpoint\".\"partition\", ") ? progress() : progressOfOne());
        }));
        return configuration.dsl();
    }

    private static MockResult[] answer(Result<? extends Record> rows) {
        return new MockResult[] {new MockResult(rows.size(), rows)};
    }

    private Result<SubscriptionRecord> subscriptions() {
        looks++;
        var rows = BARE.newResult(SUBSCRIPTION);
        if (row != null) {
            rows.add(row);
        }
        return rows;
    }

    private static Result<? extends Record> progress() {
        var rows = BARE.newResult(CHECKPOINT.PARTITION, CHECKPOINT.SEQUENCE);
        rows.add(BARE.newRecord(CHECKPOINT.PARTITION, CHECKPOINT.SEQUENCE).values(PARTITION, ORDER));
        return rows;
    }

    private static Result<? extends Record> progressOfOne() {
        var rows = BARE.newResult(CHECKPOINT.SEQUENCE);
        rows.add(BARE.newRecord(CHECKPOINT.SEQUENCE).values(ORDER));
        return rows;
    }

    private RecordEvents report() {
        assertThat(reports.history()).hasSize(1);
        var entry = reports.history().getFirst();
        return (RecordEvents) CODEC.command(entry.headers(), entry.value()).command();
    }

    /** Takes a while for each, and has something happen at one. */
    private FakePost taking(Duration each, int at, Runnable happens) {
        return new FakePost(letter -> {
            now = now.plus(each);
            if (letter.id().equals(id(at))) {
                happens.run();
            }
            return DeliveryResult.of(Outcome.DELIVERED);
        });
    }

    private static String id(int event) {
        return People.commandId(event) + "-0";
    }

    private static List<String> ids(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(ErrandsTest::id).toList();
    }

    @Test
    void shouldBringAllInOrderAndReportHowFarItCame() throws InterruptedException {
        // Given
        var post = FakePost.delivering();

        // When
        makes(Lane.REPLAY, post);

        // Then
        assertThat(post.messages()).isEqualTo(ids(EVENTS));
        assertThat(post.letters()).allMatch(Letter::replayed);
        assertThat(report().reach()).isEqualTo(new Reach(ORDER, NOON, EVENTS, true));
        assertThat(report().result().outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(looks).as("a fast receiver costs no more").isEqualTo(1);
    }

    @Test
    void shouldEndAtTheFirstThatIsNotTakenAndSayWhich() throws InterruptedException {
        // Given
        var refused = new DeliveryResult(Outcome.FAILED, "503", null);
        var post = new FakePost(letter -> letter.id().equals(id(3)) ? refused : DeliveryResult.of(Outcome.DELIVERED));

        // When
        makes(Lane.LIVE, post);

        // Then
        assertThat(post.messages()).isEqualTo(ids(3));
        assertThat(report().result()).isEqualTo(refused);
        assertThat(report().failed()).isEqualTo(new Failed(3, NOON));
        assertThat(report().reach()).isEqualTo(new Reach(2, NOON, 2, false));
    }

    @Test
    void shouldLeaveTheRestWhereNoTimeIsLeftForIt() throws InterruptedException {
        // Given
        var post = taking(Duration.ofSeconds(15), 0, () -> {});

        // When
        makes(Lane.LIVE, post);

        // Then
        assertThat(post.messages()).isEqualTo(ids(3));
        assertThat(report().reach()).isEqualTo(new Reach(3, NOON, 3, false));
    }

    @Test
    void shouldStopWithinASecondWhenTheReplayIsEnded() throws InterruptedException {
        // Given
        var post = taking(Duration.ofMillis(400), 2, this::endReplay);

        // When
        makes(Lane.REPLAY, post);

        // Then
        assertThat(post.messages()).as("at 1.2 s it looks again").isEqualTo(ids(3));
        assertThat(report().reach()).isEqualTo(new Reach(3, NOON, 3, false));
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void shouldLeaveAnotherReplayOfTheSameTimesToItsOwnOrders() throws InterruptedException {
        // Given
        var post = taking(Duration.ofSeconds(1), 2, this::beginAnew);

        // When
        makes(Lane.REPLAY, post);

        // Then
        assertThat(post.messages()).isEqualTo(ids(2));
    }

    @Test
    void shouldBringNothingOfAReplayThatWasBegunAnewBeforeTheOrderIsMet() throws InterruptedException {
        // Given
        beginAnew();
        var post = FakePost.delivering();

        // When
        makes(Lane.REPLAY, post);

        // Then
        assertThat(post.letters()).isEmpty();
        assertThat(report().result().outcome()).isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void shouldBringAReplayOfWhichTheTablesOfAnEarlierReleaseDoNotSayWhenItBegan() throws InterruptedException {
        // Given
        var former = row();
        former.setReplayBegun(null);
        row = former;
        var post = FakePost.delivering();

        // When
        makes(Lane.REPLAY, post);

        // Then
        assertThat(post.messages()).isEqualTo(ids(EVENTS));
    }

    @Test
    void shouldGoOnWithWhatHappensWhenAReplayIsEnded() throws InterruptedException {
        // Given
        var post = taking(Duration.ofSeconds(1), 2, this::endReplay);

        // When
        makes(Lane.LIVE, post);

        // Then
        assertThat(post.messages()).isEqualTo(ids(EVENTS));
        assertThat(post.letters()).noneMatch(Letter::replayed);
    }

    @Test
    void shouldStopWhenTheSubscriptionIsDisabledOrDeleted() throws InterruptedException {
        // Given
        var disabled = row();
        disabled.setState("disabled");
        var untilDisabled = taking(Duration.ofSeconds(1), 2, () -> row = disabled);
        var untilDeleted = taking(Duration.ofSeconds(1), 2, () -> row = null);

        // When
        makes(Lane.LIVE, untilDisabled);
        row = row();
        now = NOON;
        makes(Lane.LIVE, untilDeleted);

        // Then
        assertThat(untilDisabled.messages()).isEqualTo(ids(2));
        assertThat(untilDeleted.messages()).isEqualTo(ids(2));
    }

    @Test
    void shouldBringNothingOfAReplayThatIsOver() throws InterruptedException {
        // Given
        endReplay();
        var post = FakePost.delivering();

        // When
        makes(Lane.REPLAY, post);

        // Then
        assertThat(post.letters()).isEmpty();
        assertThat(report().result().outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(report().reach()).isEqualTo(new Reach(0, NOON.minusSeconds(60), 0, false));
    }

    @Test
    void shouldGoOnWhileTheTablesCanNotBeAskedSoThatNothingIsSentTwice() throws InterruptedException {
        // Given
        var post = taking(Duration.ofSeconds(1), 2, () -> isAway = true);

        // When
        makes(Lane.REPLAY, post);

        // Then
        assertThat(post.messages()).isEqualTo(ids(EVENTS));
        assertThat(report().result().outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(looks)
                .as("once before, twice while it was there, and once in vain")
                .isLessThanOrEqualTo(4);
    }

    private void beginAnew() {
        var other = row();
        other.setReplayBegun(ORDER + 5);
        row = other;
    }

    private void endReplay() {
        var over = row();
        over.setReplaySince(null);
        over.setReplayUntil(null);
        over.setReplayBegun(null);
        over.setReplayEndedAt(NOON);
        over.setReplayOutcome("cancelled");
        row = over;
    }
}

package io.roundtable.runtime.command;

import static io.roundtable.runtime.People.LAB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Span;
import io.roundtable.engine.Row.SandboxDefinitionRow;
import io.roundtable.engine.Row.SandboxRow;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.RowKey.OfSandboxDefinition;
import io.roundtable.engine.SubscriptionKey.OfAll;
import io.roundtable.engine.SubscriptionKey.OfDead;
import io.roundtable.engine.SubscriptionKey.OfOne;
import io.roundtable.engine.SubscriptionRow.AllRow;
import io.roundtable.engine.SubscriptionRow.Cursor;
import io.roundtable.engine.SubscriptionRow.Dead;
import io.roundtable.engine.SubscriptionRow.DeadRow;
import io.roundtable.engine.SubscriptionRow.OneRow;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a command sees: the store beneath, and above it what it has changed itself. */
final class StoreRowsTest {

    private static final WorkspaceId NEXT = new WorkspaceId("ws_laboratory02");

    private static final SandboxRow STORED = row(1);
    private static final SandboxRow CHANGED = row(2);

    private final KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("rows"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();

    @BeforeEach
    void open() {
        var context = new MockProcessorContext<Void, Void>();
        store.init(context.getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static OfSandbox key(WorkspaceId workspace, int number) {
        return new OfSandbox(workspace, new SandboxId("sb_number" + (10_000 + number)));
    }

    /** One that can be told from others. */
    private static SandboxRow row(int ackWaitSeconds) {
        return SandboxRow.created(new DeliverySettings(ackWaitSeconds, null, null, null, null, null));
    }

    private void stored(int... numbers) {
        var rows = new StoreRows(store);
        for (int number : numbers) {
            rows.put(key(LAB, number), STORED);
            rows.put(key(NEXT, number), row(3));
            rows.put(
                    new OfSandboxDefinition(LAB, key(LAB, number).sandbox()),
                    new SandboxDefinitionRow(new SandboxDefinition("s", null, null, null, null, null), null));
        }
        rows.seal();
        rows.flush();
    }

    @Test
    void shouldSeeWhatItPutAndRemovedBeforeAnybodyElseDoes() {
        // Given
        stored(1, 2);
        var rows = new StoreRows(store);

        // When
        rows.put(key(LAB, 1), CHANGED);
        rows.remove(key(LAB, 2));

        // Then
        assertThat(rows.get(key(LAB, 1))).isEqualTo(CHANGED);
        assertThat(rows.find(key(LAB, 2))).isNull();
        var others = new StoreRows(store);
        assertThat(others.get(key(LAB, 1))).isEqualTo(STORED);
        assertThat(others.find(key(LAB, 2))).isNotNull();
    }

    @Test
    void shouldReadSubscriptionsBackAsTheyWere() {
        // Given
        var id = new SubscriptionId("sub_number10001");
        var now = Instant.parse("2026-01-02T03:04:05.000006Z");
        var all = new AllRow(List.of(id));
        var one = OneRow.created(List.of("message.*"), now)
                .with(Lane.REPLAY, Cursor.over(new Span(7, now, null, now.plusSeconds(1))))
                .ordered(Lane.REPLAY, 3, now.plusSeconds(2));
        var dead = DeadRow.NONE.with(new Dead(9, now));
        var rows = new StoreRows(store);
        rows.put(new OfAll(LAB), all);
        rows.put(new OfOne(LAB, id), one);
        rows.put(new OfDead(LAB, id), dead);
        rows.seal();
        rows.flush();

        // When
        var read = new StoreRows(store);

        // Then
        assertThat(read.get(new OfAll(LAB))).isEqualTo(all);
        assertThat(read.get(new OfOne(LAB, id))).isEqualTo(one);
        assertThat(read.get(new OfDead(LAB, id))).isEqualTo(dead);
    }

    @Test
    void shouldSeeWhatTheCommandBeforeHasWrittenWithoutLookingForIt() {
        // Given
        stored(1, 2);
        var recent = new RecentRows();
        var first = new StoreRows(store, recent);
        assertThat(first.get(key(LAB, 1))).isEqualTo(STORED);
        assertThat(first.get(key(LAB, 2))).isEqualTo(STORED);
        first.put(key(LAB, 1), CHANGED);
        first.remove(key(LAB, 2));
        first.seal();
        first.flush();

        // When
        var rows = new StoreRows(store, recent);

        // Then
        assertThat(rows.get(key(LAB, 1))).isEqualTo(CHANGED);
        assertThat(rows.find(key(LAB, 2))).isNull();
        store.delete(StoreRows.bytes(key(LAB, 1).text()));
        assertThat(new StoreRows(store, recent).get(key(LAB, 1))).isEqualTo(CHANGED);
    }

    @Test
    void shouldNotSeeWhatACommandBeforeHasTriedInVain() {
        // Given
        stored(1);
        var recent = new RecentRows();
        var failed = new StoreRows(store, recent);
        assertThat(failed.get(key(LAB, 1))).isEqualTo(STORED);
        failed.put(key(LAB, 1), CHANGED);

        // When
        failed.flush();

        // Then
        assertThat(new StoreRows(store, recent).get(key(LAB, 1))).isEqualTo(STORED);
    }

    @Test
    void shouldKeepABoundedNumberOfRowsInMind() {
        // Given
        var recent = new RecentRows();
        for (int i = 0; i <= RecentRows.MOST; i++) {
            recent.found(key(LAB, i), STORED);
        }

        // Then
        assertThat(recent.find(key(LAB, 0))).isNull();
        assertThat(recent.find(key(LAB, 1))).isEqualTo(STORED);
        assertThat(recent.find(key(LAB, RecentRows.MOST))).isEqualTo(STORED);
    }

    @Test
    void shouldWriteNothingThatWasNotSealed() {
        // Given
        var rows = new StoreRows(store);
        rows.put(key(LAB, 1), CHANGED);

        // When
        rows.flush();

        // Then
        assertThat(new StoreRows(store).find(key(LAB, 1))).isNull();
    }

    @Test
    void shouldWriteAndTakeAwayWhatWasSealed() {
        // Given
        stored(1, 2);
        var rows = new StoreRows(store);
        rows.put(key(LAB, 1), CHANGED);
        rows.remove(key(LAB, 2));
        rows.remove(key(LAB, 3));

        // When
        rows.seal();
        rows.flush();

        // Then
        assertThat(new StoreRows(store).sandboxes(LAB, 10)).containsExactly(key(LAB, 1));
        assertThat(new StoreRows(store).sandboxes(NEXT, 10)).containsExactly(key(NEXT, 1), key(NEXT, 2));
    }

    @Test
    void shouldListStoredAndChangedTogetherInOrderOfTheirIds() {
        // Given
        stored(2, 4, 6);
        var rows = new StoreRows(store);

        // When
        rows.put(key(LAB, 5), row(4));
        rows.put(key(LAB, 4), CHANGED);
        rows.put(key(NEXT, 1), row(5));
        rows.remove(key(LAB, 2));

        // Then
        assertThat(rows.sandboxes(LAB, 10)).containsExactly(key(LAB, 4), key(LAB, 5), key(LAB, 6));
    }

    @Test
    void shouldFillTheLimitThoughTheFirstWereRemoved() {
        // Given
        stored(IntStream.range(0, 20).toArray());
        var rows = new StoreRows(store);

        // When
        IntStream.range(0, 10).forEach(i -> rows.remove(key(LAB, i)));

        // Then
        assertThat(rows.sandboxes(LAB, 3)).containsExactly(key(LAB, 10), key(LAB, 11), key(LAB, 12));
        assertThat(rows.sandboxes(LAB, 100)).hasSize(10);
    }

    @Test
    void shouldTellAFaultOfTheStoreFromOneOfTheCommand() {
        var broken = new AtomicBoolean(true);
        var failing = new BreakableStore("rows", broken).get();

        assertThatThrownBy(() -> new StoreRows(failing).find(key(LAB, 1))).isInstanceOf(Machinery.class);
    }
}

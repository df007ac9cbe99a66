package io.roundtable.runtime.command;

import static io.roundtable.runtime.People.ALICE;
import static io.roundtable.runtime.People.BOB;
import static io.roundtable.runtime.People.LAB;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.Priority;
import io.roundtable.engine.DeliveryKey.OfLink;
import io.roundtable.engine.DeliveryKey.OfReady;
import io.roundtable.engine.DeliveryRow.LinkRow;
import io.roundtable.engine.DeliveryRow.ReadyRow;
import io.roundtable.engine.MapRows;
import io.roundtable.engine.MutableRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A range of rows is the same on the disk, under changes of the same command, as it is in memory. */
final class StoreRangesTest {

    private static final int NUMBERS = 60;
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final List<SandboxId> SANDBOXES = List.of(ALICE, BOB);

    @TempDir
    private Path dir;

    private KeyValueStore<Bytes, byte[]> store;

    @BeforeEach
    void open() {
        store = DirectEngine.open(Stores.persistentKeyValueStore("rows"), dir);
    }

    @AfterEach
    void close() {
        store.close();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    private static OfReady ready(SandboxId sandbox, Priority priority, long number) {
        return new OfReady(LAB, sandbox, priority, number);
    }

    private static void change(MutableRows rows, Random random) {
        var sandbox = SANDBOXES.get(random.nextInt(2));
        var priority = PRIORITIES.get(random.nextInt(2));
        long number = random.nextInt(NUMBERS);
        switch (random.nextInt(5)) {
            case 0, 1 -> rows.put(ready(sandbox, priority, number), new ReadyRow(number));
            case 2 -> rows.put(new OfLink(LAB, sandbox, "c", number), new LinkRow(number));
            default -> rows.remove(ready(sandbox, priority, number));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldFindWhatIsThereWhateverACommandHasChangedBefore(long seed) {
        // Given
        var model = new MapRows();
        for (int command = 0; command < 40; command++) {
            var rows = new StoreRows(store);
            var changes = new Random(seed * 1_000 + command);
            var same = new Random(seed * 1_000 + command);
            for (int i = 0; i < 25; i++) {
                // When
                change(rows, changes);
                change(model, same);

                // Then
                var sandbox = SANDBOXES.get(i % 2);
                var priority = PRIORITIES.get(i / 2 % 2);
                long first = (i * 7L) % NUMBERS;
                long before = i % 3 == 0 ? Long.MAX_VALUE : first + i;
                for (int limit : new int[] {1, 3, 1_000}) {
                    assertThat(rows.range(ready(sandbox, priority, first), ready(sandbox, priority, before), limit))
                            .isEqualTo(model.range(
                                    ready(sandbox, priority, first), ready(sandbox, priority, before), limit));
                }
                assertThat(rows.range(new OfLink(LAB, sandbox, "c", 0), new OfLink(LAB, sandbox, "c", 99), 5))
                        .isEqualTo(model.range(new OfLink(LAB, sandbox, "c", 0), new OfLink(LAB, sandbox, "c", 99), 5));
            }
            rows.seal();
            rows.flush();
        }
        assertThat(model.rows()).hasSizeGreaterThan(NUMBERS);
    }
}

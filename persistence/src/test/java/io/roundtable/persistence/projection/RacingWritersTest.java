package io.roundtable.persistence.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two projectors that both believe a partition theirs. */
final class RacingWritersTest {

    private static final int WRITERS = 3;

    @Test
    void shouldLetOneWriteEachBatchAndFenceTheOthers() throws Exception {
        // Given
        TestLog log = RandomHistory.of(99, 0, 300);
        try (TestProjection projection = new TestProjection();
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            projection.open(0);
            CyclicBarrier start = new CyclicBarrier(WRITERS);
            Callable<Integer> writer = () -> {
                start.await();
                return batchesWritten(projection, log);
            };

            // When
            List<Future<Integer>> written = IntStream.range(0, WRITERS)
                    .mapToObj(i -> threads.submit(writer))
                    .toList();

            // Then
            int batches = 0;
            for (Future<Integer> each : written) {
                batches += each.get();
            }
            assertThat(batches).isEqualTo(60);
            assertThat(projection.dump()).isEqualTo(log.folded());
        }
    }

    private static int batchesWritten(TestProjection projection, TestLog log) {
        EventProjection writer = new EventProjection(projection.sql());
        int written = 0;
        Checkpoint at = projection.open(0);
        while (at.sequence() < 300) {
            try {
                at = writer.write(at, log.after(at.sequence()).subList(0, 5));
                written++;
            } catch (FencedException fenced) {
                at = projection.open(0);
            }
        }
        return written;
    }
}

package io.roundtable.runtime.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.projection.PartitionProgress.Condition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log that goes from offset 5 to 20, and checkpoints within it and without. */
final class SeekerTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.EVENTS, 0);

    private final Progress progress = new Progress(Clock.systemUTC());
    private final Reading reading = new Reading();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final List<Long> begun = new ArrayList<>();
    private final Seeker seeker = new Seeker(Map.of(Topics.EVENTS, new ScriptedTable()), progress, reading);

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 5L));
        consumer.updateEndOffsets(Map.of(PARTITION, 20L));
        progress.assigned(PARTITION);
    }

    private Condition seek(long checkpoint) {
        seeker.seek(consumer, Map.of(PARTITION, new Reading.Start(checkpoint, begun::add)));
        return Objects.requireNonNull(progress.states().get(PARTITION)).condition();
    }

    @Test
    void shouldGoToACheckpointThatTheLogHas() {
        for (long at : new long[] {5, 12, 20}) {
            assertThat(seek(at)).isEqualTo(new Condition.Going());
            assertThat(consumer.position(PARTITION)).isEqualTo(at);
        }
        assertThat(begun).containsExactly(5L, 12L, 20L);
        assertThat(reading.held()).isEmpty();
    }

    @Test
    void shouldStopAtACheckpointPastTheLogsEnd() {
        assertThat(seek(21))
                .isEqualTo(new Condition.Stopped(
                        "the checkpoint at 21 lies past the log's end at 20: the log has lost records"));
        assertThat(reading.held()).containsExactly(PARTITION);
        assertThat(begun).isEmpty();
    }

    @Test
    void shouldStopAtACheckpointWhoseNextRecordIsGone() {
        assertThat(seek(4))
                .isEqualTo(new Condition.Stopped("the log begins at 5: records from the checkpoint at 4 on are gone"));
        assertThat(reading.held()).containsExactly(PARTITION);
    }
}

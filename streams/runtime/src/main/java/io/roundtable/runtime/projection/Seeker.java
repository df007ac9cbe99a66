package io.roundtable.runtime.projection;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Takes a consumer to the checkpoints, and refuses those that the log can't have. */
final class Seeker {

    private final Map<String, Follower<?>> followers;
    private final Progress progress;
    private final Reading reading;

    Seeker(Map<String, Follower<?>> followers, Progress progress, Reading reading) {
        this.followers = Map.copyOf(followers);
        this.progress = progress;
        this.reading = reading;
    }

    /** Goes to each checkpoint that was asked for; a partition whose log can't have it is stopped, and held. */
    void seek(Consumer<?, ?> consumer, Map<TopicPartition, Reading.Start> checkpoints) {
        if (checkpoints.isEmpty()) {
            return;
        }
        var starts = consumer.beginningOffsets(checkpoints.keySet());
        var ends = consumer.endOffsets(checkpoints.keySet());
        checkpoints.forEach((partition, wanted) -> {
            long start = Objects.requireNonNull(starts.get(partition));
            long end = Objects.requireNonNull(ends.get(partition));
            String refusal = refusal(partition, wanted.offset(), start, end);
            if (refusal == null) {
                long from = Math.max(wanted.offset(), start);
                consumer.seek(partition, from);
                wanted.begun().accept(from);
                progress.opened(partition, from);
            } else {
                reading.hold(partition);
                progress.stop(partition, wanted.offset(), refusal);
            }
        });
    }

    private @Nullable String refusal(TopicPartition partition, long offset, long start, long end) {
        if (offset > end) {
            return "the checkpoint at " + offset + " lies past the log's end at " + end + ": the log has lost records";
        }
        boolean tolerant =
                Objects.requireNonNull(followers.get(partition.topic())).toleratesLostStart();
        return offset < start && !tolerant
                ? "the log begins at " + start + ": records from the checkpoint at " + offset + " on are gone"
                : null;
    }
}

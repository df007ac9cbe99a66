package io.roundtable.runtime.projection;

import io.roundtable.persistence.projection.SequenceBroken;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Takes a consumer to the checkpoints, and refuses those that the log can't have. */
final class Seeker {

    private final Map<String, Follower<?>> followers;
    private final Progress progress;

    Seeker(List<Follower<?>> followers, Progress progress) {
        this.followers = followers.stream().collect(Collectors.toMap(Follower::topic, Function.identity()));
        this.progress = progress;
    }

    void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        var ours = partitions.stream()
                .filter(partition -> followers.containsKey(partition.topic()))
                .toList();
        var starts = consumer.beginningOffsets(ours);
        var ends = consumer.endOffsets(ours);
        for (TopicPartition partition : ours) {
            long start = Objects.requireNonNull(starts.get(partition));
            long end = Objects.requireNonNull(ends.get(partition));
            consumer.seek(partition, offset(partition, start, end));
        }
    }

    private long offset(TopicPartition partition, long start, long end) {
        Follower<?> follower = Objects.requireNonNull(followers.get(partition.topic()));
        try {
            return within(
                    partition, follower, follower.open(partition.partition()).offset(), start, end);
        } catch (SequenceBroken e) {
            progress.stop(partition, 0, String.valueOf(e.getMessage()));
            return end;
        }
    }

    private long within(TopicPartition partition, Follower<?> follower, long offset, long start, long end) {
        if (offset > end) {
            progress.stop(
                    partition,
                    offset,
                    "the checkpoint lies past the log's end at " + end + ": the log has lost records");
            return end;
        }
        if (offset < start && !follower.toleratesLostStart()) {
            progress.stop(partition, offset, "the log begins at " + start + ": records before it are gone");
            return end;
        }
        long from = Math.max(offset, start);
        progress.opened(partition, from);
        return from;
    }
}

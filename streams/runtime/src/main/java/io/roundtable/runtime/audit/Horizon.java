package io.roundtable.runtime.audit;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.audit.Bounds.Extent;
import io.roundtable.runtime.command.StateRecords;
import io.roundtable.runtime.log.Log;
import io.roundtable.runtime.log.LogOffsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the logs end, and which commands must have their outcome before those ends.
 *
 * <p>The engine's own state says what is decided; group offsets can be set by anybody. A transaction becomes visible in
 * one partition after the other, so what the state says counts only when all that stood on the topics of outcomes at that
 * time, committed or not, can be read.
 */
final class Horizon {

    private static final List<String> TOPICS = List.of(Topics.COMMANDS, Topics.REPLIES, Topics.DEAD_LETTERS);

    /** Records looked at first, from a changelog's end. */
    private static final long WINDOW = 256;

    private static final int WIDER = 8;

    private final LogOffsets offsets;
    private final Log log;
    private final Map<Integer, Claim> claims = new HashMap<>();
    private final Map<Integer, Tail> tails = new HashMap<>();

    Horizon(LogOffsets offsets, Log log) {
        this.offsets = offsets;
        this.log = log;
    }

    /** That commands before an offset are decided; it can be checked once the others are readable to there. */
    private record Claim(long decided, long replies, long letters) {}

    /** What a changelog said when it ended there. */
    private record Tail(long end, long decided) {}

    /** @param topics Kafka's ids of them */
    record View(String topics, Map<Integer, Bounds> partitions) {}

    /** @throws KafkaException where Kafka doesn't tell within 30 s */
    View look() {
        var known = offsets.topics(
                Stream.concat(TOPICS.stream(), Stream.of(StateRecords.TOPIC)).toList());
        String ids = TOPICS.stream()
                .map(topic -> Objects.requireNonNull(known.get(topic)).topicId().toString())
                .collect(Collectors.joining("/"));
        var all = known.values().stream()
                .flatMap(topic -> LogOffsets.partitions(topic))
                .toList();
        var starts = offsets.starts(all);
        var ends = offsets.committedEnds(all);
        var bounds = new TreeMap<Integer, Bounds>();
        for (var partition : Objects.requireNonNull(known.get(Topics.COMMANDS)).partitions()) {
            int p = partition.partition();
            var extents = TOPICS.stream()
                    .map(topic -> new TopicPartition(topic, p))
                    .map(topic -> new Extent(
                            Objects.requireNonNull(starts.get(topic)), Objects.requireNonNull(ends.get(topic))))
                    .toList();
            bounds.put(p, new Bounds(decided(p, extents), extents.get(0), extents.get(1), extents.get(2)));
        }
        if (known.containsKey(StateRecords.TOPIC)) {
            claim(bounds.keySet().stream().toList(), starts, ends);
        }
        return new View(ids, bounds);
    }

    private long decided(int partition, List<Extent> extents) {
        Claim claim = claims.get(partition);
        if (claim == null
                || extents.get(1).end() < claim.replies()
                || extents.get(2).end() < claim.letters()) {
            return 0;
        }
        return claim.decided();
    }

    /** What the state says now, for the next look; one that couldn't be checked yet stays. */
    private void claim(List<Integer> partitions, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        var said = new HashMap<Integer, Long>();
        for (int p : partitions) {
            var changelog = new TopicPartition(StateRecords.TOPIC, p);
            Long start = starts.get(changelog);
            Long end = ends.get(changelog);
            if (start != null && end != null) {
                said.put(p, tail(changelog, start, end));
            }
        }
        var all = offsets.ends(partitions.stream()
                .flatMap(p ->
                        Stream.of(new TopicPartition(Topics.REPLIES, p), new TopicPartition(Topics.DEAD_LETTERS, p)))
                .toList());
        said.forEach((p, decided) -> {
            long replies = Objects.requireNonNull(all.get(new TopicPartition(Topics.REPLIES, p)));
            long letters = Objects.requireNonNull(all.get(new TopicPartition(Topics.DEAD_LETTERS, p)));
            long committedReplies = Objects.requireNonNull(ends.get(new TopicPartition(Topics.REPLIES, p)));
            long committedLetters = Objects.requireNonNull(ends.get(new TopicPartition(Topics.DEAD_LETTERS, p)));
            Claim earlier = claims.get(p);
            boolean isOpen =
                    earlier != null && (committedReplies < earlier.replies() || committedLetters < earlier.letters());
            if (!isOpen) {
                claims.put(p, new Claim(decided, replies, letters));
            }
        });
    }

    private long tail(TopicPartition changelog, long start, long end) {
        Tail known = tails.get(changelog.partition());
        if (known != null && known.end() == end) {
            return known.decided();
        }
        long decided = search(changelog, start, end);
        tails.put(changelog.partition(), new Tail(end, decided));
        return decided;
    }

    private long search(TopicPartition changelog, long start, long end) {
        long to = end;
        for (long window = WINDOW; to > start; window *= WIDER) {
            long from = Math.max(start, to - window);
            long[] found = {-1};
            for (long at = from; at < to; ) {
                at = log.read(changelog, at, to, entry -> {
                    OptionalLong next = StateRecords.nextCommand(entry.key(), entry.value());
                    if (next.isPresent()) {
                        found[0] = next.getAsLong();
                    }
                });
            }
            if (found[0] >= 0) {
                return found[0];
            }
            to = from;
        }
        return 0;
    }
}

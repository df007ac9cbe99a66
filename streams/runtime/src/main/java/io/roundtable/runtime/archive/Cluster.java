package io.roundtable.runtime.archive;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.command.Changelogs;
import io.roundtable.runtime.command.Engine;
import io.roundtable.runtime.log.LogOffsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What is asked of the brokers about the topics; no answer is awaited for longer than 30 s. */
public final class Cluster implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 30;

    private final Admin admin;
    private final Map<String, TopicDescription> topics;

    private Cluster(Admin admin, Map<String, TopicDescription> topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /** @throws ArchiveFault where the topics aren't there, or the brokers don't answer */
    public static Cluster open(KafkaAccess kafka) {
        var admin = Admin.create(kafka.with(Map.of()));
        try {
            return new Cluster(admin, get(admin.describeTopics(Topics.ALL).allTopicNames()));
        } catch (ArchiveFault e) {
            admin.close(Duration.ZERO);
            throw new ArchiveFault(
                    "the topics can't be described; is Kafka up, and has 'roundtable topics apply' been run? "
                            + e.getMessage(),
                    e);
        }
    }

    /** Kafka's id of the events topic. */
    public String topicId() {
        return events().topicId().toString();
    }

    /** Of the events topic. */
    public int partitions() {
        return events().partitions().size();
    }

    private TopicDescription events() {
        return Objects.requireNonNull(topics.get(Topics.EVENTS));
    }

    /** Where the committed events end, by partition. */
    public Map<Integer, Long> ends() {
        return ends(Topics.EVENTS, IsolationLevel.READ_COMMITTED);
    }

    /** Where the events begin, by partition. */
    Map<Integer, Long> starts() {
        return offsets(Topics.EVENTS, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED);
    }

    private Map<Integer, Long> ends(String topic, IsolationLevel isolation) {
        return offsets(topic, OffsetSpec.latest(), isolation);
    }

    private Map<Integer, Long> offsets(String topic, OffsetSpec which, IsolationLevel isolation) {
        int count = Objects.requireNonNull(topics.get(topic)).partitions().size();
        var wanted = IntStream.range(0, count)
                .boxed()
                .collect(Collectors.toMap(p -> new TopicPartition(topic, p), _ -> which));
        var found = new TreeMap<Integer, Long>();
        get(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, info) -> found.put(partition.partition(), info.offset()));
        return found;
    }

    /**
     * Sees that a log can be restored here.
     *
     * @param left the topics that an import of the same archive may have written to
     * @throws ArchiveFault where anything was ever appended to another topic, an engine's state is left, or the engine is
     *     at work
     */
    public void requireNothingBut(Set<String> left) {
        for (String topic : Topics.ALL) {
            if (Objects.requireNonNull(topics.get(topic)).partitions().size() != partitions()) {
                throw new ArchiveFault(
                        "the topics differ in their number of partitions; 'roundtable topics check' shows them");
            }
            ends(topic, IsolationLevel.READ_UNCOMMITTED).forEach((partition, end) -> {
                if (end > 0 && !left.contains(topic)) {
                    throw new ArchiveFault(
                            "%s isn't empty: partition %d has come to offset %,d. A log is restored into an empty cluster; nothing was appended"
                                    .formatted(topic, partition, end));
                }
            });
        }
        if (!left.containsAll(Changelogs.NAMES)) {
            requireNoState();
        }
        if (isEngineAtWork()) {
            throw new ArchiveFault(
                    "the engine is at work here: stop it until the log is restored; nothing was appended");
        }
    }

    /** What another log has left there would be taken for how far this one has come. */
    private void requireNoState() {
        var offsets = new LogOffsets(admin);
        try {
            var changelogs = offsets.topics(Changelogs.NAMES).values().stream()
                    .flatMap(LogOffsets::partitions)
                    .toList();
            var starts = offsets.starts(changelogs);
            offsets.ends(changelogs).forEach((changelog, end) -> {
                if (end > Objects.requireNonNull(starts.get(changelog))) {
                    throw new ArchiveFault(
                            "%s isn't empty: an engine's state of another log is left there. Delete %s and import again; nothing was appended"
                                    .formatted(changelog.topic(), String.join(" and ", Changelogs.NAMES)));
                }
            });
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private boolean isEngineAtWork() {
        try {
            var group = admin.describeConsumerGroups(List.of(Engine.APPLICATION_ID))
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .get(Engine.APPLICATION_ID);
            return group != null && !group.members().isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw failed(e);
        } catch (TimeoutException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private static ArchiveFault failed(Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        String why = cause instanceof TimeoutException ? "nothing for " + TIMEOUT_SECONDS + " s" : cause.getMessage();
        return new ArchiveFault("Kafka doesn't answer: " + why, e);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}

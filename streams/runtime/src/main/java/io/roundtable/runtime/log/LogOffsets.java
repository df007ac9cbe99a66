package io.roundtable.runtime.log;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Where logs begin and end. Each call waits for at most 30 s, and throws {@link KafkaException} then. */
public final class LogOffsets {

    private static final int TIMEOUT_SECONDS = 30;

    private final Admin admin;

    /** @param admin stays open */
    public LogOffsets(Admin admin) {
        this.admin = admin;
    }

    /** Those of these topics that there are, by name. */
    public Map<String, TopicDescription> topics(List<String> names) {
        var there = get(admin.listTopics().names());
        return get(admin.describeTopics(names.stream().filter(there::contains).toList())
                .allTopicNames());
    }

    public static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(info -> new TopicPartition(topic.name(), info.partition()));
    }

    public Map<TopicPartition, Long> starts(Collection<TopicPartition> of) {
        return offsets(of, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED);
    }

    /** Whoever reads only what is committed can't come further now. */
    public Map<TopicPartition, Long> committedEnds(Collection<TopicPartition> of) {
        return offsets(of, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /** With what is not committed yet. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> of) {
        return offsets(of, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Of the first record of that time or later; negative where there is none. */
    public Map<TopicPartition, Long> since(Collection<TopicPartition> of, Instant time) {
        return offsets(of, OffsetSpec.forTimestamp(Math.max(0, time.toEpochMilli())), IsolationLevel.READ_COMMITTED);
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> of, OffsetSpec which, IsolationLevel isolation) {
        var wanted = of.stream().collect(Collectors.toMap(partition -> partition, _ -> which));
        var found = new HashMap<TopicPartition, Long>();
        get(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, info) -> found.put(partition, info.offset()));
        return found;
    }

    /** Waits for an answer of the brokers. */
    public static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the log can't be asked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}

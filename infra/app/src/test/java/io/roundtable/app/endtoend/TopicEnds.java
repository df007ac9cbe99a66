package io.roundtable.app.endtoend;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Where every topic ends, changelogs among them, but for Kafka's own; what isn't committed yet counts too. */
final class TopicEnds implements AutoCloseable {

    private final Admin admin;

    TopicEnds(String bootstrapServers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    Map<TopicPartition, Long> now() {
        var names = get(admin.listTopics().names()).stream()
                .filter(name -> !name.startsWith("__"))
                .toList();
        var wanted = get(admin.describeTopics(names).allTopicNames()).values().stream()
                .flatMap(topic ->
                        topic.partitions().stream().map(info -> new TopicPartition(topic.name(), info.partition())))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        return get(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry) ->
                                entry.getValue().offset()));
    }

    /** Once nothing more comes of what has been done: the markers of its transactions come a little later. */
    Map<TopicPartition, Long> atRest() {
        var before = new AtomicReference<Map<TopicPartition, Long>>(Map.of());
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(this::now, now -> now.equals(before.getAndSet(now)));
    }

    /** The ids of all groups that the brokers know. */
    java.util.List<String> groups() {
        return get(admin.listGroups(new ListGroupsOptions()).all()).stream()
                .map(GroupListing::groupId)
                .toList();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}

package io.roundtable.bench.installation;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** How large each topic's logs are on the brokers' disks, in bytes, without their indexes. */
final class TopicSizes {
    private static final int SECONDS = 30;

    private TopicSizes() {}

    /** By topic, with Kafka's own. */
    static SortedMap<String, Long> of(String bootstrapServers) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var nodes = admin.describeCluster().nodes().get(SECONDS, TimeUnit.SECONDS);
            var directories = admin.describeLogDirs(
                            nodes.stream().map(node -> node.id()).toList())
                    .allDescriptions()
                    .get(SECONDS, TimeUnit.SECONDS);
            var sizes = new TreeMap<String, Long>();
            directories.values().stream()
                    .flatMap(ofBroker -> ofBroker.values().stream())
                    .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                    .forEach(replica -> sizes.merge(
                            replica.getKey().topic(), replica.getValue().size(), Long::sum));
            return sizes;
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchFailure("the topics' sizes can't be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}

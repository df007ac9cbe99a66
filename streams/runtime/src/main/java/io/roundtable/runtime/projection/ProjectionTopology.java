package io.roundtable.runtime.projection;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;

/** From the topics that are followed to their tables, and the clients that read from the checkpoints on. */
record ProjectionTopology(Topology topology, KafkaClientSupplier clients) {

    static ProjectionTopology of(
            List<? extends Follower<?>> followers,
            Foreign foreign,
            Progress progress,
            ProjectorSettings.Tuning tuning) {
        var topology = new Topology();
        var reading = new Reading();
        var around = new Surroundings(foreign, progress, reading, System::nanoTime);
        followers.forEach(follower -> add(topology, follower, around, tuning));
        var byTopic =
                followers.stream().collect(Collectors.<Follower<?>, String, Follower<?>>toMap(Follower::topic, f -> f));
        var seeker = new Seeker(byTopic, progress, reading);
        return new ProjectionTopology(topology, new CheckpointClients(reading, seeker, progress));
    }

    private static <T> void add(
            Topology topology, Follower<T> follower, Surroundings around, ProjectorSettings.Tuning tuning) {
        String source = "read-" + follower.topic();
        topology.addSource(source, new ByteArrayDeserializer(), new ByteArrayDeserializer(), follower.topic());
        var together = Together.of(follower, around.reading(), tuning.maxBatch());
        topology.addProcessor(
                "project-" + follower.topic(), () -> new ProjectionProcessor<>(together, around, tuning), source);
    }
}

package io.roundtable.app.topics;

import io.roundtable.app.UserError;
import org.jspecify.annotations.Nullable;

/**
 * What the topics should be.
 *
 * @param partitions of each topic, 1 to 1,000
 * @param replicationFactor 1 to 100; null: three, or as many as there are brokers
 * @param durable whether each command reaches the disk before it is acknowledged
 */
public record TopicPlan(int partitions, @Nullable Short replicationFactor, boolean durable) {
    private static final int USUAL_REPLICAS = 3;

    public TopicPlan {
        if (partitions < 1 || partitions > 1_000) {
            throw new UserError("the number of partitions must be from 1 to 1000, not " + partitions);
        }
        if (replicationFactor != null && (replicationFactor < 1 || replicationFactor > 100)) {
            throw new UserError("the replication factor must be from 1 to 100, not " + replicationFactor);
        }
    }

    public static TopicPlan of(int partitions) {
        return new TopicPlan(partitions, null, false);
    }

    short replicasOn(int brokers) {
        if (replicationFactor != null) {
            return replicationFactor;
        }
        return (short) Math.max(1, Math.min(USUAL_REPLICAS, brokers));
    }
}

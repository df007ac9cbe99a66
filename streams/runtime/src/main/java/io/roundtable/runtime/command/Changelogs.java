package io.roundtable.runtime.command;

import io.roundtable.contract.Topics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The topics that the engine's state is restored from. Kafka Streams makes them when the engine first starts; losing one
 * is losing the state, so they are as safe as the log of commands.
 */
public final class Changelogs {

    public static final List<String> NAMES = List.of(name(CommandProcessor.STATE), name(CommandProcessor.DUPLICATES));

    private static final int TIMEOUT_SECONDS = 30;
    private static final int REPLICAS_THAT_MAY_LOSE_ONE = 3;

    private Changelogs() {}

    /**
     * As many as the log of commands has.
     *
     * @throws KafkaException where that can't be told within 30 s
     */
    public static int replicas(Admin admin) {
        try {
            var described = admin.describeTopics(List.of(Topics.COMMANDS))
                    .allTopicNames()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return Objects.requireNonNull(described.get(Topics.COMMANDS))
                    .partitions()
                    .getFirst()
                    .replicas()
                    .size();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException(Topics.COMMANDS + " can't be described", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    static String name(String store) {
        return Engine.APPLICATION_ID + "-" + store + "-changelog";
    }

    /**
     * By Kafka's names.
     *
     * @param replicas how many each has: two must be in sync where one of three may be lost
     */
    public static Map<String, String> settings(int replicas) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                // a row may be larger than what brokers take by default
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(Topics.MAX_RECORD_BYTES),
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                replicas >= REPLICAS_THAT_MAY_LOSE_ONE ? "2" : "1",
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                "false");
    }
}

package io.roundtable.app.topics;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.command.Changelogs;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The settings that each topic must have, whatever the broker's defaults are. */
final class TopicSettings {
    private static final String FOR_EVER = "-1";
    private static final int REPLICAS_THAT_MAY_LOSE_ONE = 3;

    private TopicSettings() {}

    /**
     * By Kafka's names.
     *
     * @param replicas how many the topic has, or is to have: two must be in sync where one of three may be lost
     * @param durable whether to flush commands; false says nothing about it, so that nothing is weakened in passing
     */
    static Map<String, String> of(String topic, int replicas, boolean durable) {
        if (Changelogs.NAMES.contains(topic)) {
            return Changelogs.settings(replicas);
        }
        var settings = new TreeMap<String, String>();
        settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
        settings.put(RETENTION_MS_CONFIG, retention(topic));
        settings.put(RETENTION_BYTES_CONFIG, FOR_EVER);
        settings.put(MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.maxRecordBytes(topic)));
        settings.put(MIN_IN_SYNC_REPLICAS_CONFIG, replicas >= REPLICAS_THAT_MAY_LOSE_ONE ? "2" : "1");
        settings.put(UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        if (Topics.isTimedByBroker(topic)) {
            settings.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        }
        if (durable && topic.equals(Topics.COMMANDS)) {
            settings.put(FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        return settings;
    }

    private static String retention(String topic) {
        Duration kept = Topics.retention(topic);
        return kept == null ? FOR_EVER : Long.toString(kept.toMillis());
    }
}

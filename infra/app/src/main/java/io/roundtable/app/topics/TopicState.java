package io.roundtable.app.topics;

import io.roundtable.app.UserError;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.command.Changelogs;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** A topic as the broker has it: its shape and its effective settings. */
record TopicState(TopicDescription description, Config config) {
    private static final int POLLS = 100;

    /** Those of our topics and of the engine's changelogs that exist, by name; asks again, within 10 s, while one is just coming or going. */
    static Map<String, TopicState> existing(Admin admin) {
        for (int i = 1; ; i++) {
            try {
                return now(admin);
            } catch (UserError e) {
                if (i == POLLS || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
            BrokerAnswers.pause();
        }
    }

    private static Map<String, TopicState> now(Admin admin) {
        var names = BrokerAnswers.of(admin.listTopics().names());
        var ours = Stream.concat(Topics.ALL.stream(), Changelogs.NAMES.stream())
                .filter(names::contains)
                .toList();
        var described = BrokerAnswers.of(admin.describeTopics(ours).allTopicNames());
        var configs = BrokerAnswers.of(
                admin.describeConfigs(ours.stream().map(TopicState::resource).toList())
                        .all());
        var result = new HashMap<String, TopicState>();
        described.forEach((name, description) -> {
            var config = configs.get(resource(name));
            if (config != null) {
                result.put(name, new TopicState(description, config));
            }
        });
        return result;
    }

    static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    int partitions() {
        return description.partitions().size();
    }

    /** Of its first partition: a reassignment under way may differ elsewhere. */
    int replicas() {
        return description.partitions().getFirst().replicas().size();
    }

    boolean hasLeaders() {
        return description.partitions().stream()
                .allMatch(p -> p.leader() != null && !p.leader().isEmpty());
    }

    @Nullable
    String setting(String name) {
        var entry = config.get(name);
        return entry == null ? null : entry.value();
    }
}

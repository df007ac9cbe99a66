package io.roundtable.app.topics;

import io.roundtable.app.topics.TopicFinding.Kind;
import io.roundtable.runtime.courier.CourierGroup;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** The settings of the couriers' share group, which has to have them before the first courier joins it. */
record GroupSetup(Admin admin) {

    private static final int POLLS = 100;
    private static final ConfigResource GROUP = new ConfigResource(ConfigResource.Type.GROUP, CourierGroup.ID);

    /** Changes nothing. */
    TopicFinding check() {
        var there = config();
        var differences = differences(there);
        return differences.isEmpty()
                ? new TopicFinding(CourierGroup.ID, Kind.OK, "")
                : new TopicFinding(CourierGroup.ID, Kind.DIFFERENT, describe(differences, there));
    }

    TopicFinding apply() {
        var there = config();
        var differences = differences(there);
        if (differences.isEmpty()) {
            return new TopicFinding(CourierGroup.ID, Kind.OK, "");
        }
        var changes = differences.entrySet().stream()
                .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        BrokerAnswers.of(admin.incrementalAlterConfigs(Map.of(GROUP, changes)).all());
        for (int i = 0; i < POLLS && !differences(config()).isEmpty(); i++) {
            BrokerAnswers.pause();
        }
        return new TopicFinding(CourierGroup.ID, Kind.CHANGED, describe(differences, there));
    }

    private Config config() {
        var configs = BrokerAnswers.of(admin.describeConfigs(List.of(GROUP)).all());
        return Objects.requireNonNull(configs.get(GROUP));
    }

    private static Map<String, String> differences(Config there) {
        var wanted = new TreeMap<>(CourierGroup.SETTINGS);
        wanted.entrySet().removeIf(e -> e.getValue().equals(value(there, e.getKey())));
        return wanted;
    }

    private static String describe(Map<String, String> differences, Config there) {
        return differences.entrySet().stream()
                .map(e -> "%s is %s, not %s".formatted(e.getKey(), value(there, e.getKey()), e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String value(Config config, String name) {
        var entry = config.get(name);
        return entry == null ? null : entry.value();
    }
}

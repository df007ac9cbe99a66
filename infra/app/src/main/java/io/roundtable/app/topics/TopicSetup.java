package io.roundtable.app.topics;

import io.roundtable.app.UserError;
import io.roundtable.app.topics.TopicFinding.Kind;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.command.Changelogs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics, and the couriers' share group, what they should be, or says in which way they aren't. */
public final class TopicSetup {
    private static final int POLLS = 100;

    private final Admin admin;
    private final TopicPlan plan;

    private TopicSetup(Admin admin, TopicPlan plan) {
        this.admin = admin;
        this.plan = plan;
    }

    /**
     * Creates what is missing and sets what differs; applied again it does nothing. Partitions and replicas of a topic
     * that exists are never changed: they are reported.
     *
     * @throws UserError where Kafka doesn't answer within 30 s, or refuses
     */
    public static TopicReport apply(Admin admin, TopicPlan plan) {
        return new TopicSetup(admin, plan).apply();
    }

    /** Changes nothing. */
    public static TopicReport check(Admin admin, TopicPlan plan) {
        return new TopicSetup(admin, plan).check();
    }

    /**
     * For a courier that is to start: without its group's settings it would send what aborted transactions wrote.
     *
     * @throws UserError where they aren't as they have to be
     */
    public static void requireCourierGroup(Admin admin) {
        var finding = new GroupSetup(admin).check();
        if (!finding.isGood()) {
            throw new UserError("%s: %s; run 'roundtable topics apply'".formatted(finding.topic(), finding.detail()));
        }
    }

    private TopicReport check() {
        var existing = TopicState.existing(admin);
        return new TopicReport(Stream.concat(
                        topics(existing).map(topic -> finding(topic, existing)),
                        Stream.of(new GroupSetup(admin).check()))
                .toList());
    }

    /** The changelogs where they exist: the engine makes them. */
    private static Stream<String> topics(Map<String, TopicState> existing) {
        return Stream.concat(Topics.ALL.stream(), Changelogs.NAMES.stream().filter(existing::containsKey));
    }

    private TopicFinding finding(String topic, Map<String, TopicState> existing) {
        var state = existing.get(topic);
        if (state == null) {
            return new TopicFinding(topic, Kind.MISSING, "is missing: run 'roundtable topics apply'");
        }
        if (state.partitions() != plan.partitions()) {
            return new TopicFinding(topic, Kind.WRONG_PARTITIONS, wrongPartitions(state));
        }
        int replicas = replicas(topic, existing);
        if (state.replicas() != replicas) {
            var detail = "has %d replicas, not %d: reassign its partitions with kafka-reassign-partitions"
                    .formatted(state.replicas(), replicas);
            return new TopicFinding(topic, Kind.DIFFERENT, detail);
        }
        var differences = differences(topic, state);
        return differences.isEmpty()
                ? new TopicFinding(topic, Kind.OK, "")
                : new TopicFinding(topic, Kind.DIFFERENT, describe(differences, state));
    }

    /** How many it should have: what was asked for, or what is there; a changelog at least as many as the commands. */
    private int replicas(String topic, Map<String, TopicState> existing) {
        int own = Objects.requireNonNull(existing.get(topic)).replicas();
        Short asked = plan.replicationFactor();
        if (asked != null) {
            return asked;
        }
        var commands = existing.get(Topics.COMMANDS);
        return commands != null && Changelogs.NAMES.contains(topic) ? Math.max(own, commands.replicas()) : own;
    }

    private String wrongPartitions(TopicState state) {
        return ("has %d partitions, and %d are wanted; the number can't change once workspaces are spread over them:"
                        + " set partitions (ROUNDTABLE_PARTITIONS) to %d, or start on an empty Kafka")
                .formatted(state.partitions(), plan.partitions(), state.partitions());
    }

    private Map<String, String> differences(String topic, TopicState state) {
        var wanted = new TreeMap<>(TopicSettings.of(topic, state.replicas(), plan.durable()));
        wanted.entrySet().removeIf(e -> e.getValue().equals(state.setting(e.getKey())));
        return wanted;
    }

    private static String describe(Map<String, String> differences, TopicState state) {
        return differences.entrySet().stream()
                .map(e -> "%s is %s, not %s".formatted(e.getKey(), state.setting(e.getKey()), e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private TopicReport apply() {
        var existing = TopicState.existing(admin);
        create(Topics.ALL.stream().filter(t -> !existing.containsKey(t)).toList());
        var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        var findings = new ArrayList<TopicFinding>();
        for (var topic : topics(existing).toList()) {
            var state = existing.get(topic);
            findings.add(
                    state == null
                            ? new TopicFinding(topic, Kind.CREATED, plan.partitions() + " partitions")
                            : adjusted(finding(topic, existing), existing, changes));
        }
        if (!changes.isEmpty()) {
            BrokerAnswers.of(admin.incrementalAlterConfigs(changes).all());
            await(states -> states.entrySet().stream()
                    .allMatch(e -> differences(e.getKey(), e.getValue()).isEmpty()));
        }
        findings.add(new GroupSetup(admin).apply());
        return new TopicReport(findings);
    }

    /** Settings are set even where replicas differ, which only the operator can change, and which stays the finding. */
    private TopicFinding adjusted(
            TopicFinding finding,
            Map<String, TopicState> existing,
            Map<ConfigResource, Collection<AlterConfigOp>> changes) {
        var state = Objects.requireNonNull(existing.get(finding.topic()));
        var differences = differences(finding.topic(), state);
        if (finding.kind() != Kind.DIFFERENT || differences.isEmpty()) {
            return finding;
        }
        changes.put(TopicState.resource(finding.topic()), operations(differences));
        return state.replicas() != replicas(finding.topic(), existing)
                ? finding
                : new TopicFinding(finding.topic(), Kind.CHANGED, describe(differences, state));
    }

    private static List<AlterConfigOp> operations(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), OpType.SET))
                .toList();
    }

    private void create(List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        short replicas = plan.replicasOn(
                BrokerAnswers.of(admin.describeCluster().nodes()).size());
        var topics = missing.stream()
                .map(topic -> new NewTopic(topic, plan.partitions(), replicas)
                        .configs(TopicSettings.of(topic, replicas, plan.durable())))
                .toList();
        for (var created : admin.createTopics(topics).values().values()) {
            try {
                BrokerAnswers.of(created);
            } catch (UserError e) {
                // Another process was quicker; what it made is checked by whoever uses it.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        await(TopicSetup::areLed);
    }

    private static boolean areLed(Map<String, TopicState> states) {
        return states.keySet().containsAll(Topics.ALL)
                && states.values().stream().allMatch(TopicState::hasLeaders);
    }

    /** What was just made or changed is not everywhere at once, and whoever starts now would stumble over it. */
    private void await(Predicate<Map<String, TopicState>> reached) {
        for (int i = 0; i < POLLS; i++) {
            if (reached.test(TopicState.existing(admin))) {
                return;
            }
            BrokerAnswers.pause();
        }
        throw new UserError(
                "the brokers have taken the change, but it isn't to be seen after 10 s: look at their logs");
    }
}

package io.roundtable.embedded;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The broker settings Roundtable is developed and tested with, wherever the single broker runs: in this VM or a container. */
public final class BrokerSettings {
    static final int NODE_ID = 1;

    private static final String INTERNAL_PARTITIONS = "4";

    private BrokerSettings() {}

    /** Settings that hold for any single broker, by their Kafka names, without listeners, roles or directories. */
    public static Map<String, String> singleBroker() {
        var settings = new TreeMap<String, String>();
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", "2097152");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.putAll(failover());
        settings.putAll(internalTopics());
        return Map.copyOf(settings);
    }

    /**
     * What lets a role that died be replaced in about two seconds instead of sixteen, and a killed broker register again
     * in 2.5 s instead of 9: until its last session has ended the controller takes it for another one of the same id.
     */
    private static Map<String, String> failover() {
        return Map.of(
                "broker.session.timeout.ms", "2500",
                "broker.heartbeat.interval.ms", "500",
                "group.min.session.timeout.ms", "1000",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500",
                "add.partitions.to.txn.retry.backoff.ms", "1");
    }

    /** One replica, since there is one broker, and few partitions: each costs files and time at every start. */
    private static Map<String, String> internalTopics() {
        var settings = new TreeMap<String, String>();
        for (var prefix : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(prefix + ".replication.factor", "1");
            settings.put(prefix + ".num.partitions", INTERNAL_PARTITIONS);
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        return settings;
    }

    /** The whole configuration of a combined broker and controller in this VM, reachable from this machine only. */
    static Properties embedded(String logDir, int brokerPort, int controllerPort) {
        var settings = new Properties();
        settings.putAll(singleBroker());
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        settings.put("log.dirs", logDir);
        // A guest in the application's VM: less memory for compaction (128 MiB by default), no names in its JMX tree.
        settings.put("log.cleaner.dedupe.buffer.size", "16777216");
        settings.put("metric.reporters", "");
        return settings;
    }
}

package io.roundtable.app.topics;

import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.settings.Setting;
import io.roundtable.app.settings.Settings;
import io.roundtable.app.settings.SettingsOptions;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roundtable topics}. */
@Command(name = "topics", description = "Makes or checks the topics in Kafka and their settings.")
public final class TopicsCommand {
    private final Terminal terminal;

    public TopicsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "apply",
            description = {
                "Creates the topics that are missing and sets the settings that differ.",
                "Can be run again at any time. Never changes the number of partitions or replicas of a topic that"
                        + " exists."
            })
    int apply(
            @Mixin PlanOptions options,
            @Option(
                            names = "--durable",
                            description = "flush every command to disk before it is acknowledged (flush.messages=1):"
                                    + " for brokers that share a power supply. Costs an fsync for each batch, on each"
                                    + " broker: a few milliseconds on a good SSD, and much of the throughput elsewhere")
                    boolean durable,
            @Mixin OutputOption output) {
        var settings = options.settings(terminal);
        try (var admin = Admin.create(client(settings))) {
            return report(TopicSetup.apply(admin, options.plan(settings, durable)), output);
        }
    }

    @Command(
            name = "check",
            description =
                    "Says in which way topics differ from what they should be; changes nothing. Exit code 1 if any"
                            + " does.")
    int check(@Mixin PlanOptions options, @Mixin OutputOption output) {
        var settings = options.settings(terminal);
        try (var admin = Admin.create(client(settings))) {
            return report(TopicSetup.check(admin, options.plan(settings, false)), output);
        }
    }

    private static Map<String, Object> client(Settings settings) {
        var config = new HashMap<String, Object>(settings.kafka().client());
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) BrokerAnswers.LIMIT.toMillis());
        return config;
    }

    private int report(TopicReport report, OutputOption output) {
        for (var finding : report.findings()) {
            if (output.isJson()) {
                terminal.json(finding);
            } else {
                terminal.out()
                        .println("%-24s %s%s"
                                .formatted(
                                        finding.topic(),
                                        finding.kind(),
                                        finding.detail().isEmpty() ? "" : ": " + finding.detail()));
            }
        }
        return report.isGood() ? 0 : 1;
    }

    /** What both commands can be told. */
    static final class PlanOptions {
        @Option(
                names = "--partitions",
                paramLabel = "N",
                description = "of each topic; default: partitions, which is 16")
        private @Nullable Integer partitions;

        @Option(
                names = "--replication-factor",
                paramLabel = "N",
                description = "default: 3, or as many as there are brokers")
        private @Nullable Short replicationFactor;

        @Option(names = "--config", paramLabel = "FILE", description = "a properties file with settings by key")
        private java.nio.file.@Nullable Path config;

        @Option(names = "--kafka", paramLabel = "HOST:PORT,…", description = "default: kafka.bootstrap.servers")
        private @Nullable String kafka;

        Settings settings(Terminal terminal) {
            return new SettingsOptions(terminal.env(), config)
                    .with(Setting.PARTITIONS, partitions)
                    .with(Setting.KAFKA_BOOTSTRAP_SERVERS, kafka)
                    .read();
        }

        TopicPlan plan(Settings settings, boolean durable) {
            return new TopicPlan(settings.kafka().partitions(), replicationFactor, durable);
        }
    }
}

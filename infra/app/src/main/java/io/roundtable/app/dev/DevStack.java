package io.roundtable.app.dev;

import io.roundtable.app.StopSignal;
import io.roundtable.app.Terminal;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.RetryPolicy;
import io.roundtable.app.client.Tokens;
import io.roundtable.app.role.Role;
import io.roundtable.app.role.RoleStarter;
import io.roundtable.app.settings.Setting;
import io.roundtable.app.settings.Settings;
import io.roundtable.app.settings.SettingsOptions;
import io.roundtable.app.topics.TopicPlan;
import io.roundtable.app.topics.TopicSetup;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The parts of a development stack in their order: embedded servers, topics, roles, something to try; and back. */
final class DevStack {
    private final DevOptions options;
    private final Terminal terminal;
    private final RoleStarter starter;
    private final long startNanos = System.nanoTime();

    DevStack(DevOptions options, Terminal terminal, RoleStarter starter) {
        this.options = options;
        this.terminal = terminal;
        this.starter = starter;
    }

    /**
     * Runs until asked to stop, and has stopped everything when it returns.
     *
     * @param stackOnly no roles: others start them
     */
    void run(StopSignal stop, boolean stackOnly) {
        var accounts = DevAccounts.in(options.data());
        terminal.err().println("starting Kafka and PostgreSQL, data in " + options.data());
        try (var stack = EmbeddedStack.start(options)) {
            if (stop.isAsked()) {
                return;
            }
            var settings = settings(stack, accounts);
            applyTopics(settings);
            if (stackOnly) {
                serve(stack, stop);
            } else {
                runRoles(settings, accounts, stop);
            }
            terminal.err().println("stopping Kafka and PostgreSQL");
        }
    }

    private void serve(EmbeddedStack stack, StopSignal stop) {
        terminal.out()
                .println("export %s=%s %s=%s %s=%s %s=%s"
                        .formatted(
                                Setting.KAFKA_BOOTSTRAP_SERVERS.env(),
                                stack.bootstrapServers(),
                                Setting.DATABASE_URL.env(),
                                stack.jdbcUrl(),
                                Setting.DATABASE_USER.env(),
                                stack.user(),
                                Setting.DATABASE_PASSWORD.env(),
                                stack.password()));
        terminal.out().flush();
        sayReady();
        stop.await();
    }

    private void sayReady() {
        terminal.err().println("ready after %.1f s; Ctrl-C stops".formatted((System.nanoTime() - startNanos) / 1e9));
    }

    private void runRoles(Settings settings, DevAccounts accounts, StopSignal stop) {
        try (var _ = starter.start(settings, EnumSet.allOf(Role.class))) {
            var url = URI.create("http://localhost:" + options.port());
            try (var client = new ApiClient(url, Tokens.none(), RetryPolicy.ONCE)) {
                ReadyWait.until(client, stop);
            }
            if (!stop.isAsked()) {
                var demo = Demo.prepare(url, accounts, settings.identity(), options.data());
                terminal.out().println(demo.shell(settings.identity()));
                terminal.out().flush();
                sayReady();
                stop.await();
            }
            terminal.err().println("stopping the roles");
        }
    }

    /** The environment counts here too, but for what is this stack's own. */
    private Settings settings(EmbeddedStack stack, DevAccounts accounts) {
        var settings = new SettingsOptions(terminal.env())
                .with(Setting.KAFKA_BOOTSTRAP_SERVERS, stack.bootstrapServers())
                .with(Setting.DATABASE_URL, stack.jdbcUrl())
                .with(Setting.DATABASE_USER, stack.user())
                .with(Setting.DATABASE_PASSWORD, stack.password())
                .with(Setting.PORT, options.port())
                .with(Setting.STATE_DIR, options.data().resolve("state"))
                .with(Setting.INSTANCE, "dev")
                .with(Setting.KEY_ENVIRONMENT, "dev")
                .with(Setting.ACCESS_TOKEN_LIFE, Duration.ofHours(12));
        if (terminal.env(Setting.WEBHOOK_DESTINATIONS.env()) == null) {
            // who tries webhooks here has a receiver on this machine
            settings.with(Setting.WEBHOOK_DESTINATIONS, "anywhere");
        }
        if (terminal.env(Setting.OPERATOR_EMAIL.env()) == null) {
            settings.with(Setting.OPERATOR_EMAIL, accounts.operatorEmail())
                    .with(Setting.OPERATOR_PASSWORD, accounts.operatorPassword());
        }
        return settings.read();
    }

    private static void applyTopics(Settings settings) {
        var broker = settings.kafka().bootstrapServers();
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker))) {
            TopicSetup.apply(admin, TopicPlan.of(settings.kafka().partitions())).requireGood();
        }
    }
}

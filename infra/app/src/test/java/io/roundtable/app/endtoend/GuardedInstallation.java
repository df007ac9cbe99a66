package io.roundtable.app.endtoend;

import io.roundtable.app.role.MicronautRoles;
import io.roundtable.app.role.Role;
import io.roundtable.app.role.RunningRoles;
import io.roundtable.app.settings.Setting;
import io.roundtable.app.settings.SettingsOptions;
import io.roundtable.app.topics.TopicPlan;
import io.roundtable.app.topics.TopicSetup;
import io.roundtable.testkit.GuardedBroker;
import io.roundtable.testkit.RecordingAuthorizer.Asked;
import io.roundtable.testkit.TestDatabase;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.talk.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.awaitility.Awaitility;

/** Roles that each come to Kafka under their own name, at brokers that let nobody do more than the guides say. */
final class GuardedInstallation implements AutoCloseable {
    static final int PARTITIONS = 2;
    static final String OPERATOR = "operator@example.org";
    static final String PASSWORD = "the operator's password";

    /** As the guides call them. */
    private static final List<String> NAMES =
            List.of("roundtable-api", "roundtable-engine", "roundtable-projector", "roundtable-courier", "billing");

    private final GuardedBroker broker = new GuardedBroker(NAMES);
    private final TestDatabase database = TestStack.shared().newDatabase();
    private final List<RunningRoles> running = new ArrayList<>();
    private final Admin admin = Admin.create(Map.copyOf(broker.administrator()));
    private final Path state;

    GuardedInstallation(Path state) {
        this.state = state;
        try {
            TopicSetup.apply(admin, TopicPlan.of(PARTITIONS)).requireGood();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Until every broker knows of it. */
    void allow(List<AclBinding> rights) {
        try {
            admin.createAcls(rights).all().get();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> admin.describeAcls(AclBindingFilter.ANY)
                            .values()
                            .get()
                            .containsAll(rights));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a client of that name is told. */
    Map<String, String> client(String name) {
        return broker.client(name);
    }

    Map<String, String> administrator() {
        return broker.administrator();
    }

    /** But for the administrator and the broker itself. */
    List<Asked> asked() {
        return broker.asked().stream()
                .filter(asked -> NAMES.contains(asked.user()))
                .toList();
    }

    Node starts(Role role) {
        var environment = new HashMap<>(Map.of(
                Setting.KAFKA_BOOTSTRAP_SERVERS.env(),
                broker.bootstrapServers(),
                Setting.DATABASE_URL.env(),
                database.jdbcUrl(),
                Setting.DATABASE_USER.env(),
                database.user(),
                Setting.DATABASE_PASSWORD.env(),
                database.password(),
                Setting.STATE_DIR.env(),
                state.toString(),
                Setting.INSTANCE.env(),
                "one",
                Setting.PORT.env(),
                "0",
                Setting.WEBHOOK_DESTINATIONS.env(),
                "http,127.0.0.1",
                Setting.OPERATOR_EMAIL.env(),
                OPERATOR,
                Setting.OPERATOR_PASSWORD.env(),
                PASSWORD));
        var name = "roundtable-" + role.name().toLowerCase(Locale.ROOT);
        client(name)
                .forEach((key, value) -> environment.put(
                        Setting.ENV_PREFIX + "KAFKA_CLIENT_"
                                + key.toUpperCase(Locale.ROOT).replace('.', '_'),
                        value));
        var started = new MicronautRoles().start(new SettingsOptions(environment).read(), Set.of(role));
        running.addFirst(started);
        return Node.onPort(started.port());
    }

    @Override
    public void close() {
        try {
            running.forEach(RunningRoles::close);
        } finally {
            admin.close();
            broker.close();
        }
    }
}

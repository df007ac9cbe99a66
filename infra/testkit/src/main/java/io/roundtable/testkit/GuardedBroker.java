package io.roundtable.testkit;

import static java.util.Map.entry;

import io.roundtable.embedded.EmbeddedKafka;
import io.roundtable.embedded.KafkaOptions;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A broker that knows its clients by name and lets each do only what it has a right to: Kafka's own authorizer, and names
 * and passwords over SASL. The administrator may do everything.
 */
public final class GuardedBroker implements AutoCloseable {
    private static final String ADMINISTRATOR = "admin";
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final int ANY_PORT = 0;

    private final TemporaryDirectory dir = new TemporaryDirectory("roundtable-guarded-kafka");
    private final String id = UUID.randomUUID().toString();
    private final EmbeddedKafka kafka;

    /** @param users of letters and dashes */
    public GuardedBroker(Collection<String> users) {
        kafka = EmbeddedKafka.start(new KafkaOptions(dir.path(), ANY_PORT, settings(users)));
    }

    private Map<String, String> settings(Collection<String> users) {
        var passwords = users.stream()
                .map(user -> " user_%s=\"%s\"".formatted(user, password(user)))
                .collect(Collectors.joining());
        var broker = " username=\"%1$s\" password=\"%2$s\" user_%1$s=\"%2$s\""
                .formatted(ADMINISTRATOR, password(ADMINISTRATOR));
        return Map.ofEntries(
                entry("listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT"),
                entry("inter.broker.listener.name", "PLAINTEXT"),
                entry("sasl.enabled.mechanisms", "PLAIN"),
                entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                entry("listener.name.plaintext.plain.sasl.jaas.config", MODULE + broker + passwords + ";"),
                entry("authorizer.class.name", RecordingAuthorizer.class.getName()),
                entry(RecordingAuthorizer.ID, id),
                // the broker itself is nobody to its controller, whose port no client is told
                entry("super.users", "User:" + ADMINISTRATOR + ";User:ANONYMOUS"));
    }

    /** What clients have asked for until now. */
    public Set<RecordingAuthorizer.Asked> asked() {
        return RecordingAuthorizer.asked(id);
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** What a client of that name sets. */
    public Map<String, String> client(String user) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "%s username=\"%s\" password=\"%s\";".formatted(MODULE, user, password(user)));
    }

    /** What a client sets that may do everything. */
    public Map<String, String> administrator() {
        return client(ADMINISTRATOR);
    }

    private static String password(String user) {
        return "password of " + user;
    }

    @Override
    public void close() {
        kafka.close();
        dir.delete();
    }
}

package io.roundtable.app.settings;

import io.roundtable.contract.webhook.Destinations;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Everything a process that runs roles is told, checked. */
public record Settings(
        Kafka kafka, Database database, Http http, Identity identity, Streams streams, Webhooks webhooks) {

    /**
     * The broker.
     *
     * @param bootstrapServers host:port, separated by commas
     * @param partitions of each topic, 1 to 1,000
     * @param client further settings of every Kafka client, by Kafka's own names ({@code security.protocol})
     * @param commandsGivenUp by partition, at which offset it goes on where commands before it are gone
     */
    public record Kafka(
            String bootstrapServers, int partitions, Map<String, String> client, Map<Integer, Long> commandsGivenUp) {
        public Kafka(String bootstrapServers, int partitions, Map<String, String> client) {
            this(bootstrapServers, partitions, client, Map.of());
        }

        public Kafka {
            client = Map.copyOf(client);
            commandsGivenUp = Map.copyOf(commandsGivenUp);
        }

        /** Without the values of client settings, which may be secret. */
        @Override
        public String toString() {
            return "Kafka[" + bootstrapServers + ", partitions=" + partitions + ", client=" + client.keySet() + "]";
        }
    }

    /**
     * PostgreSQL.
     *
     * @param url {@code jdbc:postgresql://…}
     * @param user may be empty
     * @param password may be empty
     * @param poolSize 1 to 200
     */
    public record Database(String url, String user, String password, int poolSize) {
        /** Without the password, and without the URL's parameters, which may hold one. */
        @Override
        public String toString() {
            return "Database[" + url.replaceFirst("\\?.*", "") + ", user=" + user + ", poolSize=" + poolSize + "]";
        }
    }

    /**
     * HTTP.
     *
     * @param port 0 to 65535; 0 for any free one
     * @param maxInFlight requests worked on at once, 1 to 100,000
     */
    public record Http(int port, int maxInFlight) {}

    /**
     * Who may come in.
     *
     * @param masterKey 32 bytes in Base64, or empty
     * @param keyEnvironment stands in the keys of sandboxes, 1 to 16 characters of {@code [a-z0-9]}
     * @param operatorEmail may be empty
     * @param operatorPassword may be empty
     * @param accessTokenLife a minute to a day
     * @param prometheusToken empty where anybody may read the metrics
     */
    public record Identity(
            String masterKey,
            String keyEnvironment,
            String operatorEmail,
            String operatorPassword,
            Duration accessTokenLife,
            String prometheusToken) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return "Identity[operatorEmail=" + operatorEmail + ", accessTokenLife=" + accessTokenLife + "]";
        }
    }

    /** Webhooks. */
    public record Webhooks(Destinations destinations) {}

    /**
     * The engine and the projector.
     *
     * @param stateDir where the engine keeps its stores
     * @param instance this process among those of its role, stable over restarts
     * @param threads of each, 1 to 64
     * @param duplicateWindow how long a repeat meets the first, a second to a day
     * @param schemaBase absolute, without a slash at its end
     */
    public record Streams(Path stateDir, String instance, int threads, Duration duplicateWindow, URI schemaBase) {}
}

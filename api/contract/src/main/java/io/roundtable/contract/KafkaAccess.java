package io.roundtable.contract;

import java.util.HashMap;
import java.util.Map;

/**
 * How every Kafka client reaches the brokers.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param client further settings by Kafka's own names, such as {@code security.protocol}; they give way to whatever a
 *     promise rests on
 */
public record KafkaAccess(String bootstrapServers, Map<String, String> client) {

    /** What producers compress with: it costs small batches little. */
    private static final String COMPRESSION = "lz4";

    public KafkaAccess {
        new Check().required("bootstrap_servers", bootstrapServers).done();
        client = Map.copyOf(client);
    }

    public static KafkaAccess of(String bootstrapServers) {
        return new KafkaAccess(bootstrapServers, Map.of());
    }

    /**
     * The settings of one client.
     *
     * @param own what this client must have; stronger than what the operator set
     * @return a map of the caller's own
     */
    public Map<String, Object> with(Map<String, ?> own) {
        var settings = new HashMap<String, Object>(client);
        settings.putAll(own);
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }

    /**
     * The settings of a producer, or of a client that has some: what any client has, and with what its batches are
     * compressed, which is {@value #COMPRESSION} where the operator names nothing else.
     *
     * @param own what this client must have; stronger than what the operator set
     * @return a map of the caller's own
     */
    public Map<String, Object> producing(Map<String, ?> own) {
        Map<String, Object> settings = with(own);
        settings.putIfAbsent("compression.type", COMPRESSION);
        return settings;
    }

    /** Without the values of client settings, which may be secret. */
    @Override
    public String toString() {
        return "KafkaAccess[" + bootstrapServers + ", client=" + client.keySet() + "]";
    }
}

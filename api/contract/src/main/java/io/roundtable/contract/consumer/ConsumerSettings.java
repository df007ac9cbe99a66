package io.roundtable.contract.consumer;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a consumer of events must have, and nothing else. */
final class ConsumerSettings {

    private static final Map<String, String> NEEDED = Map.of(
            // else events of transactions that were given up would be read
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            // else what is lost would be skipped without a word
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
            // else what isn't handled yet would be committed
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
            // else asking for the topic too early would make it, with the wrong partitions
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());

    private ConsumerSettings() {}

    /**
     * @return a map of the caller's own
     * @throws IllegalArgumentException where a setting contradicts what is needed
     */
    static Map<String, Object> of(Map<String, ?> given) {
        var settings = new HashMap<String, Object>(given);
        NEEDED.forEach((name, needed) -> {
            Object was = settings.put(name, needed);
            if (was != null && !text(was).equals(needed)) {
                throw new IllegalArgumentException(
                        "%s must be %s to read every event once, but is %s".formatted(name, needed, text(was)));
            }
        });
        return settings;
    }

    private static String text(Object value) {
        return value instanceof Class<?> type
                ? type.getName()
                : keepCase(value.toString().trim());
    }

    private static String keepCase(String text) {
        return text.indexOf('.') < 0 ? text.toLowerCase(Locale.ROOT) : text;
    }
}

package io.roundtable.app.settings;

import io.roundtable.app.UserError;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The three places a setting can come from: an option wins over the environment, which wins over the file. */
public final class SettingsSource {
    /** Settings of Kafka's own clients pass through under this prefix. */
    static final String CLIENT_KEY = "kafka.client.";

    private static final String CLIENT_ENV = Setting.ENV_PREFIX + "KAFKA_CLIENT_";

    private final Map<String, String> options;
    private final Map<String, String> env;
    private final Map<String, String> file;

    /**
     * Settings from these places.
     *
     * @param options by key ({@code database.url})
     * @param env by variable ({@code ROUNDTABLE_DATABASE_URL})
     * @param file by key
     * @throws UserError where a key is unknown
     */
    public SettingsSource(Map<String, String> options, Map<String, String> env, Map<String, String> file) {
        this.options = known("--set", options);
        this.env = Map.copyOf(env);
        this.file = known("the configuration file", file);
    }

    private static Map<String, String> known(String place, Map<String, String> values) {
        var unknown = values.keySet().stream()
                .filter(key -> !key.startsWith(CLIENT_KEY) && Setting.ofKey(key).isEmpty())
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new UserError("%s has settings that don't exist: %s; 'roundtable all --help' lists those that do"
                    .formatted(place, String.join(", ", unknown)));
        }
        return Map.copyOf(values);
    }

    /** The value, trimmed; its default where no place has one. */
    String value(Setting setting) {
        return Optional.ofNullable(options.get(setting.key()))
                .or(() -> Optional.ofNullable(env.get(setting.env())).filter(v -> !v.isBlank()))
                .or(() -> Optional.ofNullable(file.get(setting.key())))
                .orElse(setting.byDefault())
                .strip();
    }

    /** The same for every place it can come from, for error messages. */
    static String name(Setting setting) {
        return "%s (%s)".formatted(setting.key(), setting.env());
    }

    Map<String, String> kafkaClient() {
        var result = new TreeMap<String, String>();
        result.putAll(clientSettings(file));
        env.forEach((name, value) -> {
            if (name.startsWith(CLIENT_ENV)) {
                var key = name.substring(CLIENT_ENV.length()).toLowerCase(Locale.ROOT);
                result.put(key.replace('_', '.'), value);
            }
        });
        result.putAll(clientSettings(options));
        return result;
    }

    private static Map<String, String> clientSettings(Map<String, String> values) {
        var result = new HashMap<String, String>();
        values.forEach((key, value) -> {
            if (key.startsWith(CLIENT_KEY)) {
                result.put(key.substring(CLIENT_KEY.length()), value);
            }
        });
        return result;
    }
}

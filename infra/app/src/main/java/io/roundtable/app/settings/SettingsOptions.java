package io.roundtable.app.settings;

import io.roundtable.app.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config} and {@code --set}, for every command that reaches Kafka or PostgreSQL itself. */
public final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "a properties file with settings by key; the environment wins over it")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "a setting by key; wins over the environment and the file")
    private final Map<String, String> set = new HashMap<>();

    private final Map<String, String> env;

    public SettingsOptions(Map<String, String> env) {
        this.env = Map.copyOf(env);
    }

    /** For a command that has a {@code --config} of its own. */
    public SettingsOptions(Map<String, String> env, @Nullable Path config) {
        this(env);
        this.config = config;
    }

    /** Says what an option of its own has said; it wins over {@code --set}. */
    public SettingsOptions with(Setting setting, @Nullable Object value) {
        if (value != null) {
            set.put(setting.key(), value.toString());
        }
        return this;
    }

    /** @throws UserError where the file can't be read, or a setting doesn't exist or fit */
    public Settings read() {
        var path = config;
        return SettingsReader.read(new SettingsSource(set, env, path == null ? Map.of() : file(path)));
    }

    private static Map<String, String> file(Path path) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError("the configuration file " + path + " can't be read: " + e.getMessage(), e);
        }
        var result = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> result.put(name, properties.getProperty(name)));
        return result;
    }
}

package io.roundtable.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.app.UserError;
import io.roundtable.contract.webhook.AddressRange;
import io.roundtable.contract.webhook.Destinations;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsReaderTest {
    private static final Map<String, String> NONE = Map.of();

    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("kafka.bootstrap.servers", "k1:9092,k2:9092"),
            Map.entry("kafka.client.security.protocol", "SSL"),
            Map.entry("partitions", "32"),
            Map.entry("database.url", "jdbc:postgresql://db/rt"),
            Map.entry("database.user", "rt"),
            Map.entry("database.password", "db-secret"),
            Map.entry("database.pool.size", "20"),
            Map.entry("port", "9090"),
            Map.entry("max.in.flight", "50"),
            Map.entry("master.key", "key-secret"),
            Map.entry("key.environment", "test"),
            Map.entry("operator.email", "op@example.com"),
            Map.entry("operator.password", "op-secret"),
            Map.entry("access.token.life", "12h"),
            Map.entry("prometheus.token", "metrics-secret"),
            Map.entry("state.dir", "/var/lib/roundtable"),
            Map.entry("instance", "node-1"),
            Map.entry("stream.threads", "4"),
            Map.entry("commands.given.up", "3:1200,7:0"),
            Map.entry("duplicate.window", "1s"),
            Map.entry("webhook.destinations", "http,hooks.example.com,10.0.0.0/8"),
            Map.entry("schema.base", "https://rt.example.com/"));

    private static final Settings EXPECTED = new Settings(
            new Settings.Kafka("k1:9092,k2:9092", 32, Map.of("security.protocol", "SSL"), Map.of(3, 1_200L, 7, 0L)),
            new Settings.Database("jdbc:postgresql://db/rt", "rt", "db-secret", 20),
            new Settings.Http(9090, 50),
            new Settings.Identity(
                    "key-secret", "test", "op@example.com", "op-secret", Duration.ofHours(12), "metrics-secret"),
            new Settings.Streams(
                    Path.of("/var/lib/roundtable"),
                    "node-1",
                    4,
                    Duration.ofSeconds(1),
                    URI.create("https://rt.example.com")),
            new Settings.Webhooks(
                    new Destinations(true, Set.of("hooks.example.com"), List.of(AddressRange.parse("10.0.0.0/8")))));

    @Test
    void shouldHaveDefaultsForEverything() {
        // When
        var settings = read(NONE, NONE, NONE);

        // Then
        assertThat(settings.kafka()).isEqualTo(new Settings.Kafka("localhost:9092", 16, Map.of()));
        assertThat(settings.database())
                .isEqualTo(new Settings.Database("jdbc:postgresql://localhost:5432/roundtable", "", "", 10));
        assertThat(settings.http()).isEqualTo(new Settings.Http(8080, 1_000));
        assertThat(settings.identity())
                .isEqualTo(new Settings.Identity("", "live", "", "", Duration.ofMinutes(15), ""));
        assertThat(settings.streams().instance()).isNotBlank();
        assertThat(settings.streams().threads())
                .as("half of the processors, 1 to 4")
                .isEqualTo(Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4));
        assertThat(settings.streams().duplicateWindow()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.streams().schemaBase()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.streams().stateDir()).isAbsolute();
        assertThat(settings.webhooks().destinations()).isEqualTo(Destinations.publicOnly());
    }

    @Test
    void shouldReadEverythingFromTheFile() {
        // When
        var settings = read(NONE, NONE, ALL);

        // Then
        assertThat(settings).isEqualTo(EXPECTED);
        assertThat(ALL).as("a value for each setting").hasSize(Setting.values().length + 1);
    }

    @Test
    void shouldReadEverythingFromTheEnvironment() {
        // Given
        var env = new HashMap<String, String>();
        for (var setting : Setting.values()) {
            env.put(setting.env(), ALL.getOrDefault(setting.key(), ""));
        }
        env.put("ROUNDTABLE_KAFKA_CLIENT_SECURITY_PROTOCOL", "SSL");

        // When
        var settings = read(NONE, env, NONE);

        // Then
        assertThat(settings).isEqualTo(EXPECTED);
    }

    @Test
    void shouldLetAnOptionWinOverTheEnvironmentAndThatOverTheFile() {
        // Given
        var options = Map.of("port", "1", "kafka.client.sasl.mechanism", "option");
        var env = Map.of(
                "ROUNDTABLE_PORT", "2",
                "ROUNDTABLE_PARTITIONS", "2",
                "ROUNDTABLE_INSTANCE", " ",
                "ROUNDTABLE_KAFKA_CLIENT_SASL_MECHANISM", "env");
        var file = Map.of("port", "3", "partitions", "3", "instance", "3");

        // When
        var settings = read(options, env, file);

        // Then
        assertThat(settings.http().port()).isEqualTo(1);
        assertThat(settings.kafka().partitions()).isEqualTo(2);
        assertThat(settings.streams().instance()).isEqualTo("3");
        assertThat(settings.kafka().client()).containsExactly(Map.entry("sasl.mechanism", "option"));
    }

    @Test
    void shouldNameTheKeysOfAFileThatDoNotExist() {
        // When
        var reading = assertThatThrownBy(() -> read(NONE, NONE, Map.of("prot", "1", "databse.url", "x", "port", "1")));

        // Then
        reading.isInstanceOf(UserError.class).hasMessageContaining("databse.url, prot;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port|x|port (ROUNDTABLE_PORT) must be a whole number from 0 to 65535, not 'x'",
                "port|65536|from 0 to 65535",
                "partitions|0|from 1 to 1000",
                "database.url|postgres://u:hidden@h/d|database.url (ROUNDTABLE_DATABASE_URL) must start with",
                "key.environment|PROD|must be 1 to 16 characters of [a-z0-9]",
                "access.token.life|forever|a time such as 30s, 15m or 24h",
                "access.token.life|25h|from 60 s to 86400 s",
                "commands.given.up|3|such as 3:1200",
                "commands.given.up|3:1,|such as 3:1200",
                "duplicate.window|0s|from 1 s",
                "schema.base|here|an absolute URI",
                "operator.email|a@b.example|go together",
                "kafka.bootstrap.servers|''|must not be empty",
            })
    void shouldSayWhatIsWantedWhereAValueDoesNotFit(String key, String value, String message) {
        // When
        var reading = assertThatThrownBy(() -> read(Map.of(key, value), NONE, NONE));

        // Then
        reading.isInstanceOf(UserError.class).hasMessageContaining(message).hasMessageNotContaining("hidden");
    }

    @Test
    void shouldNotShowSecretsInText() {
        // When
        var text = EXPECTED.toString();

        // Then
        assertThat(text).doesNotContain("secret").contains("op@example.com").contains("jdbc:postgresql://db/rt");
    }

    private static Settings read(Map<String, String> options, Map<String, String> env, Map<String, String> file) {
        return SettingsReader.read(new SettingsSource(options, env, file));
    }
}

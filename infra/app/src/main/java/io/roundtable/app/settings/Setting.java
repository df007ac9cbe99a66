package io.roundtable.app.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Everything an installation can be told, with its default; empty means unset. */
public enum Setting {
    KAFKA_BOOTSTRAP_SERVERS("localhost:9092", "brokers, host:port, separated by commas"),
    PARTITIONS("16", "partitions of each topic; can't change later"),
    DATABASE_URL("jdbc:postgresql://localhost:5432/roundtable", "JDBC URL of PostgreSQL"),
    DATABASE_USER("", "where the URL doesn't name one"),
    DATABASE_PASSWORD("", "where the URL doesn't hold one"),
    DATABASE_POOL_SIZE("10", "connections kept open, 1 to 200"),
    PORT("8080", "HTTP port, 0 for any free one"),
    MAX_IN_FLIGHT("1000", "requests worked on at once; past it 503 with Retry-After"),
    MASTER_KEY("", "32 bytes in Base64 under which secrets are stored: openssl rand -base64 32"),
    KEY_ENVIRONMENT("live", "stands in the keys of sandboxes, rt_live_...; 1 to 16 characters of [a-z0-9]"),
    OPERATOR_EMAIL("", "the first operator, made where there is none"),
    OPERATOR_PASSWORD("", "8 to 128 characters"),
    ACCESS_TOKEN_LIFE("15m", "from 1m to 24h"),
    PROMETHEUS_TOKEN("", "what /prometheus wants as Authorization: Bearer ...; unset, anybody may read it"),
    STATE_DIR(".roundtable/state", "the engine's stores; safe to delete, slow to restore"),
    INSTANCE("", "this process among those of its role, stable over restarts; default: the host's name"),
    STREAM_THREADS(
            "", "threads of the engine and of the projector each, 1 to 64; default: half of the processors, 1 to 4"),
    COMMANDS_GIVEN_UP("", "partition:offset, separated by commas: where a stopped one goes on without what is gone"),
    DUPLICATE_WINDOW("24h", "how long a repeat under an Idempotency-Key meets the first, from 1s to 24h"),
    WEBHOOK_DESTINATIONS(
            "",
            "where webhooks may go besides public addresses over https: hosts, networks such as 10.0.0.0/8, http, or"
                    + " anywhere; separated by commas"),
    SCHEMA_BASE("http://localhost:8080", "absolute URI before /schemas/...; the same on every node, for ever");

    /** What environment variables start with. */
    public static final String ENV_PREFIX = "ROUNDTABLE_";

    private final String byDefault;
    private final String meaning;

    Setting(String byDefault, String meaning) {
        this.byDefault = byDefault;
        this.meaning = meaning;
    }

    /** As an environment variable: {@code ROUNDTABLE_DATABASE_URL}. */
    public String env() {
        return ENV_PREFIX + name();
    }

    /** In a file and with {@code --set}: {@code database.url}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    public String byDefault() {
        return byDefault;
    }

    public String meaning() {
        return meaning;
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values()).filter(s -> s.key().equals(key)).findFirst();
    }
}

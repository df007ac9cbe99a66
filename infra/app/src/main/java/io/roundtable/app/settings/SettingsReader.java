package io.roundtable.app.settings;

import io.roundtable.app.UserError;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.webhook.AddressRange;
import io.roundtable.contract.webhook.Destinations;
import io.roundtable.contract.webhook.WebhookUrl;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Turns texts into settings; what doesn't fit is an error that names the setting, the value and what is wanted. */
public final class SettingsReader {
    /** Where nobody has said how many. */
    private static final int MOST_STREAM_THREADS = 4;

    private static final Pattern GIVEN_UP = Pattern.compile("\\d{1,4}:\\d{1,18}");
    private static final Pattern KEY_ENVIRONMENT = Pattern.compile("[a-z0-9]{1,16}");
    private static final Pattern SHORT_DURATION = Pattern.compile("\\d{1,9}(s|m|h)");

    private final SettingsSource source;

    private SettingsReader(SettingsSource source) {
        this.source = source;
    }

    /** @throws UserError where a value doesn't fit */
    public static Settings read(SettingsSource source) {
        return new SettingsReader(source).settings();
    }

    private Settings settings() {
        return new Settings(kafka(), database(), http(), identity(), streams(), webhooks());
    }

    private Settings.Kafka kafka() {
        return new Settings.Kafka(
                required(Setting.KAFKA_BOOTSTRAP_SERVERS),
                number(Setting.PARTITIONS, 1, 1_000),
                source.kafkaClient(),
                commandsGivenUp());
    }

    private Map<Integer, Long> commandsGivenUp() {
        var text = source.value(Setting.COMMANDS_GIVEN_UP);
        var offsets = new HashMap<Integer, Long>();
        for (var one : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            if (!GIVEN_UP.matcher(one).matches()) {
                throw unfit(Setting.COMMANDS_GIVEN_UP, "partition:offset, separated by commas, such as 3:1200", text);
            }
            int colon = one.indexOf(':');
            offsets.put(Integer.valueOf(one.substring(0, colon)), Long.valueOf(one.substring(colon + 1)));
        }
        return offsets;
    }

    private Settings.Database database() {
        var url = required(Setting.DATABASE_URL);
        if (!url.startsWith("jdbc:postgresql:")) {
            // The value may hold a password: it isn't repeated.
            throw new UserError(
                    SettingsSource.name(Setting.DATABASE_URL) + " must start with jdbc:postgresql: and doesn't");
        }
        return new Settings.Database(
                url,
                source.value(Setting.DATABASE_USER),
                source.value(Setting.DATABASE_PASSWORD),
                number(Setting.DATABASE_POOL_SIZE, 1, 200));
    }

    private Settings.Http http() {
        return new Settings.Http(number(Setting.PORT, 0, 65_535), number(Setting.MAX_IN_FLIGHT, 1, 100_000));
    }

    private Settings.Identity identity() {
        var email = source.value(Setting.OPERATOR_EMAIL);
        var password = source.value(Setting.OPERATOR_PASSWORD);
        if (email.isEmpty() != password.isEmpty()) {
            throw new UserError("%s and %s go together: set both, or neither"
                    .formatted(
                            SettingsSource.name(Setting.OPERATOR_EMAIL),
                            SettingsSource.name(Setting.OPERATOR_PASSWORD)));
        }
        var life = duration(Setting.ACCESS_TOKEN_LIFE, Duration.ofMinutes(1), Duration.ofHours(24));
        return new Settings.Identity(
                source.value(Setting.MASTER_KEY),
                keyEnvironment(),
                email,
                password,
                life,
                source.value(Setting.PROMETHEUS_TOKEN));
    }

    private String keyEnvironment() {
        var text = source.value(Setting.KEY_ENVIRONMENT);
        if (!KEY_ENVIRONMENT.matcher(text).matches()) {
            throw unfit(Setting.KEY_ENVIRONMENT, "1 to 16 characters of [a-z0-9]", text);
        }
        return text;
    }

    private Settings.Streams streams() {
        return new Settings.Streams(
                Path.of(required(Setting.STATE_DIR)).toAbsolutePath().normalize(),
                instance(),
                streamThreads(),
                duration(Setting.DUPLICATE_WINDOW, Duration.ofSeconds(1), Duration.ofHours(24)),
                schemaBase());
    }

    /** Each of the engine's commits for itself, and what a commit costs the broker hardly depends on what it holds. */
    private int streamThreads() {
        return source.value(Setting.STREAM_THREADS).isEmpty()
                ? Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_STREAM_THREADS)
                : number(Setting.STREAM_THREADS, 1, 64);
    }

    private Settings.Webhooks webhooks() {
        boolean http = false;
        var hosts = new HashSet<String>();
        var networks = new ArrayList<AddressRange>();
        var text = source.value(Setting.WEBHOOK_DESTINATIONS);
        for (var one : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            if (one.equals("anywhere")) {
                return new Settings.Webhooks(Destinations.anywhere());
            }
            if (one.equals("http")) {
                http = true;
            } else if (one.contains("/")) {
                networks.add(network(one));
            } else {
                hosts.add(host(one));
            }
        }
        return new Settings.Webhooks(new Destinations(http, hosts, networks));
    }

    private static AddressRange network(String text) {
        try {
            return AddressRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw unfit(Setting.WEBHOOK_DESTINATIONS, "networks such as 10.0.0.0/8 or fd00::/8", text);
        }
    }

    private static String host(String text) {
        try {
            return new WebhookUrl("https://" + text + "/").parts().host().name();
        } catch (InvalidInput e) {
            throw unfit(Setting.WEBHOOK_DESTINATIONS, "names or addresses of hosts", text);
        }
    }

    private String instance() {
        var named = source.value(Setting.INSTANCE);
        if (!named.isEmpty()) {
            return named;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new UserError("this host has no name: set " + SettingsSource.name(Setting.INSTANCE), e);
        }
    }

    private URI schemaBase() {
        var text = required(Setting.SCHEMA_BASE);
        try {
            var uri = URI.create(text.replaceFirst("/+$", ""));
            if (uri.isAbsolute()) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw unfit(Setting.SCHEMA_BASE, "an absolute URI", text);
        }
        throw unfit(Setting.SCHEMA_BASE, "an absolute URI", text);
    }

    private String required(Setting setting) {
        var text = source.value(setting);
        if (text.isEmpty()) {
            throw new UserError(SettingsSource.name(setting) + " must not be empty");
        }
        return text;
    }

    private int number(Setting setting, int min, int max) {
        var text = source.value(setting);
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw unfit(setting, "a whole number from %d to %d".formatted(min, max), text);
        }
        throw unfit(setting, "a whole number from %d to %d".formatted(min, max), text);
    }

    private Duration duration(Setting setting, Duration min, Duration max) {
        var text = source.value(setting).toUpperCase(Locale.ROOT);
        var isShort = SHORT_DURATION.matcher(text.toLowerCase(Locale.ROOT)).matches();
        var wanted = "a time such as 30s, 15m or 24h, from %d s to %d s".formatted(min.toSeconds(), max.toSeconds());
        try {
            var duration = Duration.parse(isShort ? "PT" + text : text);
            if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw unfit(setting, wanted, text);
        }
        throw unfit(setting, wanted, text);
    }

    private static UserError unfit(Setting setting, String wanted, String text) {
        return new UserError("%s must be %s, not '%s'".formatted(SettingsSource.name(setting), wanted, text));
    }
}

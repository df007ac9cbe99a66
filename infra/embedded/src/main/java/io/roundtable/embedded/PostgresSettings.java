package io.roundtable.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;

/** How the embedded PostgreSQL is made and run. */
record PostgresSettings(boolean durable) {
    /** Long enough for crash recovery after a busy run that ended by {@code kill -9}. */
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    EmbeddedPostgres.Builder builder(Path log) {
        var builder = EmbeddedPostgres.builder()
                .setCleanDataDirectory(false)
                // The owner closes it, after the parts that use it; a hook of its own would run beside theirs.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                // Text sorts by code point on every machine, and lower() knows all of Unicode.
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", "127.0.0.1")
                // A file, not a pipe: a pipe would break when this VM is killed and the server lives on.
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()));
        for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            builder.setServerConfig(setting, durable ? "on" : "off");
        }
        return builder;
    }
}

package io.roundtable.app.archive;

import io.roundtable.app.UserError;
import io.roundtable.app.settings.Settings;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.archive.RestoreLock;
import io.roundtable.persistence.archive.RestoreTarget;
import io.roundtable.persistence.identity.IdentityCopy;
import io.roundtable.persistence.identity.MasterKey;
import io.roundtable.runtime.archive.Cluster;
import java.time.Duration;

/** Kafka and the database of an installation, which export and import go to themselves. */
final class Installed implements AutoCloseable {

    private static final int CONNECTIONS = 2;
    private static final Duration LONGEST_STATEMENT = Duration.ofHours(1);

    private final Settings settings;
    private final Cluster cluster;
    private final Database database;

    private Installed(Settings settings, Cluster cluster, Database database) {
        this.settings = settings;
        this.cluster = cluster;
        this.database = database;
    }

    static Installed by(Settings settings) {
        var given = settings.database();
        var access = new DatabaseSettings(given.url(), given.user(), given.password(), CONNECTIONS, LONGEST_STATEMENT);
        return new Installed(settings, Cluster.open(kafka(settings)), Database.open("roundtable-archive", access));
    }

    KafkaAccess kafka() {
        return kafka(settings);
    }

    private static KafkaAccess kafka(Settings settings) {
        return new KafkaAccess(
                settings.kafka().bootstrapServers(), settings.kafka().client());
    }

    Settings settings() {
        return settings;
    }

    Cluster cluster() {
        return cluster;
    }

    RestoreTarget tables() {
        return new RestoreTarget(database);
    }

    /** @throws UserError where another import is at work */
    RestoreLock lock() {
        return RestoreLock.take(database)
                .orElseThrow(() -> new UserError("another import is at work here; nothing was appended"));
    }

    IdentityCopy identity() {
        String key = settings.identity().masterKey();
        try {
            return new IdentityCopy(database.identity(), MasterKey.parse(key.isEmpty() ? null : key));
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        database.close();
        cluster.close();
    }
}

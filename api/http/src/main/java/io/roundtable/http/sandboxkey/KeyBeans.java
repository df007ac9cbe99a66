package io.roundtable.http.sandboxkey;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.identity.SandboxKeys;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The parts of keys. */
@Factory
@Requires(bean = Database.class)
final class KeyBeans {

    @Singleton
    SandboxKeys sandboxKeys(Database database) {
        return new SandboxKeys(database.identity());
    }

    @Singleton
    KnownKeys knownKeys(SandboxKeys store, Clock clock) {
        return new KnownKeys(store, clock);
    }

    @Singleton
    @Bean(preDestroy = "close")
    KeyUses keyUses(SandboxKeys store, Clock clock) {
        return new KeyUses(store, clock).started();
    }

    @Singleton
    KeyIssue keyIssue(
            SandboxKeys store,
            KnownKeys known,
            ReadGate gate,
            @Property(name = "roundtable.keys.environment", defaultValue = "live") String environment,
            Clock clock) {
        return new KeyIssue(store, known, gate, environment, clock);
    }
}

package io.roundtable.testkit;

import io.roundtable.embedded.DatabaseOptions;
import io.roundtable.embedded.EmbeddedDatabase;
import io.roundtable.embedded.EmbeddedKafka;
import io.roundtable.embedded.KafkaOptions;
import java.util.UUID;

/** Servers in and beside this VM, on free ports, with data that goes when they stop. */
final class EmbeddedFixtures {
    private static final int ANY_PORT = 0;

    private EmbeddedFixtures() {}

    static BrokerFixture broker() {
        var dir = new TemporaryDirectory("roundtable-kafka");
        var kafka = EmbeddedKafka.start(new KafkaOptions(dir.path(), ANY_PORT));
        return new BrokerFixture(kafka.bootstrapServers(), () -> {
            kafka.close();
            dir.delete();
        });
    }

    static DatabaseFixture databaseServer() {
        var dir = new TemporaryDirectory("roundtable-postgres");
        var server = EmbeddedDatabase.start(new DatabaseOptions(dir.path(), ANY_PORT, false));
        return new DatabaseFixture(() -> freshDatabase(server), () -> {
            server.close();
            dir.delete();
        });
    }

    private static TestDatabase freshDatabase(EmbeddedDatabase server) {
        var name = randomName();
        server.createDatabase(name);
        return new TestDatabase(server.jdbcUrl(name), server.user(), server.password());
    }

    static String randomName() {
        return "test_" + UUID.randomUUID().toString().replace("-", "");
    }
}

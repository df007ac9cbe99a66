package io.roundtable.testkit;

import io.roundtable.embedded.BrokerSettings;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Servers in containers, with the same settings as the embedded ones. */
final class ContainerFixtures {
    private ContainerFixtures() {}

    static BrokerFixture broker() {
        var container = new KafkaContainer(image("roundtable.kafka.image", "apache/kafka", AppInfoParser.getVersion()));
        BrokerSettings.singleBroker().forEach((name, value) -> container.withEnv(environmentName(name), value));
        container.start();
        return new BrokerFixture(container.getBootstrapServers(), container::stop);
    }

    /** The image's own rule: {@code group.min.session.timeout.ms} is {@code KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS}. */
    private static String environmentName(String setting) {
        return "KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    static DatabaseFixture databaseServer() {
        var container = new PostgreSQLContainer(image("roundtable.postgres.image", "postgres", "18"));
        container.start();
        return new DatabaseFixture(() -> freshDatabase(container), container::stop);
    }

    private static TestDatabase freshDatabase(PostgreSQLContainer container) {
        var name = EmbeddedFixtures.randomName();
        var user = container.getUsername();
        var password = container.getPassword();
        try (var connection = DriverManager.getConnection(container.getJdbcUrl(), user, password);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
        var url = "jdbc:postgresql://%s:%d/%s"
                .formatted(container.getHost(), container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), name);
        return new TestDatabase(url, user, password);
    }

    private static DockerImageName image(String property, String name, String version) {
        return DockerImageName.parse(System.getProperty(property, name + ":" + version))
                .asCompatibleSubstituteFor(name);
    }
}

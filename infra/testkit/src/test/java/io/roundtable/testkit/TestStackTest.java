package io.roundtable.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("containers")
@WithTestStack
class TestStackTest {
    @Test
    void shouldGiveAClassABrokerOfItsOwn(TestStack shared, @Isolated TestStack isolated) throws Exception {
        // Given
        try (var admin = Admin.create(Map.of("bootstrap.servers", isolated.bootstrapServers()))) {

            // When
            admin.createTopics(List.of(new NewTopic("mine", 1, (short) 1)))
                    .all()
                    .get();
        }

        // Then
        try (var admin = Admin.create(Map.of("bootstrap.servers", shared.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).doesNotContain("mine");
        }
    }

    @Test
    void shouldRunTheBrokerWithRoundtablesSettings(TestStack stack) throws Exception {
        // Given
        var resource = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {

            // When
            var settings = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));

            // Then
            assertThat(settings.get("message.max.bytes").value()).isEqualTo("2097152");
            assertThat(settings.get("group.min.session.timeout.ms").value()).isEqualTo("1000");
            assertThat(settings.get("auto.create.topics.enable").value()).isEqualTo("false");
        }
    }

    @Test
    void shouldGiveAnEmptyDatabaseEachTime(TestStack stack, TestDatabase ofThisClass) throws Exception {
        // Given
        var first = stack.newDatabase();
        run(first, "CREATE TABLE thing ()");

        // When
        var second = stack.newDatabase();

        // Then
        run(second, "CREATE TABLE thing ()");
        run(ofThisClass, "CREATE TABLE thing ()");
        assertThat(List.of(first.jdbcUrl(), second.jdbcUrl(), ofThisClass.jdbcUrl()))
                .doesNotHaveDuplicates();
    }

    @Nested
    class Inside {
        private final TestDatabase givenToTheConstructor;

        Inside(TestDatabase database) {
            givenToTheConstructor = database;
        }

        @Test
        void shouldShareWithTheClassAround(TestDatabase givenToTheMethod) {
            assertThat(givenToTheMethod).isEqualTo(givenToTheConstructor);
        }
    }

    private static void run(TestDatabase database, String sql) throws Exception {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

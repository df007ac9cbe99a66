package io.roundtable.persistence;

import static io.roundtable.persistence.jooq.identity.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class MigrationsTest {

    @Test
    void shouldChangeNothingWhenRepeated() {
        // Given
        try (Database database = TestDatabase.withIdentity()) {
            // When
            Migrations.identity(database.unpooled());

            // Then
            assertThat(database.identity().fetchCount(USERS)).isZero();
        }
    }

    @RepeatedTest(3)
    void shouldLetNodesThatStartTogetherTakeTurns() throws Exception {
        // Given
        try (Database database = Database.open(TestDatabase.empty());
                ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> migrations = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(node -> nodes.submit(() -> {
                        start.await();
                        Migrations.identity(database.unpooled());
                        return null;
                    }))
                    .toList();

            // When
            start.countDown();

            // Then
            for (Future<?> migration : migrations) {
                migration.get();
            }
            assertThat(database.identity().fetchCount(USERS)).isZero();
        }
    }

    @Test
    void shouldRefuseASchemaNameThatWouldNeedQuotes() {
        try (Database database = Database.open(TestDatabase.empty())) {
            assertThatThrownBy(() -> Migrations.projection(database.unpooled(), "x; drop schema identity"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldKeepProjectionVersionsSideBySideEachWithItsOwnHistory() {
        // Given
        try (Database database = Database.open(TestDatabase.empty())) {
            // When
            Migrations.projection(database.unpooled(), "projection_1");
            Migrations.projection(database.unpooled(), "projection_2");

            // Then
            assertThat(database.identity()
                            .fetchValues("select schemaname::text from pg_tables"
                                    + " where tablename = 'flyway_schema_history' order by 1"))
                    .isEqualTo(List.of("projection_1", "projection_2"));
        }
    }
}

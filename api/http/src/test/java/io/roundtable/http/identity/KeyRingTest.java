package io.roundtable.http.identity;

import static io.roundtable.persistence.jooq.identity.Tables.SIGNING_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import java.time.Duration;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that has just started is given a token of before: it may not know yet whether that is good, but it is. */
final class KeyRingTest {

    private final DatabaseSettings settings = IdentityDatabase.create();
    private final TestClock clock = new TestClock();
    private final Node before = new Node(settings, clock);
    private final String token = before.register("ada@example.com").accessToken();
    private final Node started = new Node(settings, clock);
    private final Database database = Database.open(settings);
    private final DSLContext sql = database.identity();

    @AfterEach
    void close() {
        database.close();
        started.close();
        before.close();
    }

    @Test
    void shouldRefuseNoTokenWhileItReadsTheKeys() throws Exception {
        try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            var checks = new ExecutorCompletionService<Verification>(requests);

            // When
            Future<Verification> hasty = sql.transactionResult(holder -> {
                holder.dsl().execute("lock table {0} in access exclusive mode", SIGNING_KEYS);
                for (int i = 0; i < 2; i++) {
                    checks.submit(() -> started.accessTokens.check(token));
                }
                return checks.take();
            });

            // Then
            assertThatThrownBy(hasty::get).cause().satisfies(KeyRingTest::isForLater);
            assertThat(checks.take().get()).isInstanceOf(Verification.Valid.class);
        }
    }

    @Test
    void shouldRefuseNoTokenAfterTheKeysCouldNotBeRead() {
        // Given
        sql.execute("alter table {0} rename to away", SIGNING_KEYS);
        assertThatThrownBy(() -> started.accessTokens.check(token)).isInstanceOf(DataAccessException.class);

        // When
        assertThatThrownBy(() -> started.accessTokens.check(token)).satisfies(KeyRingTest::isForLater);
        sql.execute("alter table identity.away rename to signing_keys");
        clock.advance(Duration.ofSeconds(1));

        // Then
        assertThat(started.accessTokens.check(token)).isInstanceOf(Verification.Valid.class);
    }

    private static void isForLater(Throwable fault) {
        assertThat(fault)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.DATABASE_UNAVAILABLE));
    }
}

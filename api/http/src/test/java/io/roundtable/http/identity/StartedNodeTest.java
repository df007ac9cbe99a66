package io.roundtable.http.identity;

import static io.roundtable.persistence.jooq.identity.Tables.SIGNING_KEYS;
import static io.roundtable.persistence.jooq.identity.Tables.USERS;
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
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that has just started, and has read nothing yet, is given a token of before. */
final class StartedNodeTest {

    private final DatabaseSettings settings = IdentityDatabase.create();
    private final TestClock clock = new TestClock();
    private final Node before = new Node(settings, clock);
    private final Session session = before.register("ada@example.com");
    private final String token = session.accessToken();
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
        assertOneIsAskedToComeAgainWhileTheOtherReads(SIGNING_KEYS);
    }

    @Test
    void shouldRefuseNoTokenAfterTheKeysCouldNotBeRead() {
        // Given
        sql.execute("alter table {0} rename to away", SIGNING_KEYS);
        assertThatThrownBy(() -> started.accessTokens.check(token)).isInstanceOf(DataAccessException.class);

        // When
        assertThatThrownBy(() -> started.accessTokens.check(token)).satisfies(StartedNodeTest::isForLater);
        sql.execute("alter table identity.away rename to signing_keys");
        clock.advance(Duration.ofSeconds(1));

        // Then
        assertThat(started.accessTokens.check(token)).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void shouldRefuseWhoWasShutOutSinceTheTokenWasGiven() {
        // Given
        clock.advance(Duration.ofSeconds(1));
        before.users.grant(before.userOf(session), false, false, clock.instant());

        // When
        Verification verification = started.accessTokens.check(token);

        // Then
        assertThat(verification).isEqualTo(new Verification.Invalid());
    }

    @Test
    void shouldAdmitNobodyWhileItReadsWhoWasShutOut() throws Exception {
        // Given
        started.keys.read();

        // Then
        assertOneIsAskedToComeAgainWhileTheOtherReads(USERS);
    }

    private void assertOneIsAskedToComeAgainWhileTheOtherReads(Table<?> table) throws Exception {
        try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            var checks = new ExecutorCompletionService<Verification>(requests);
            Future<Verification> hasty = sql.transactionResult(holder -> {
                holder.dsl().execute("lock table {0} in access exclusive mode", table);
                for (int i = 0; i < 2; i++) {
                    checks.submit(() -> started.accessTokens.check(token));
                }
                return checks.take();
            });
            assertThatThrownBy(hasty::get).cause().satisfies(StartedNodeTest::isForLater);
            assertThat(checks.take().get()).isInstanceOf(Verification.Valid.class);
        }
    }

    private static void isForLater(Throwable fault) {
        assertThat(fault)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.DATABASE_UNAVAILABLE));
    }
}

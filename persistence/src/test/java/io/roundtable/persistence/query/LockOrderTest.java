package io.roundtable.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import io.roundtable.persistence.version.ReadViews;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A query locks what it names in the order in which a switch does; else the two could wait for each other. */
final class LockOrderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SCHEMA = "projection_1";
    private static final List<String> ORDER = ReadViews.names();
    private static final int MESSAGES = 100;
    private static final TestLog LOG = LargeWorkspace.log(MESSAGES);
    private static final TestProjection PROJECTION = new TestProjection();
    private static final ExecutorService SESSIONS = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void write() {
        PROJECTION.identity();
        PROJECTION.write(LOG, MESSAGES);
    }

    @AfterAll
    static void close() {
        SESSIONS.close();
        PROJECTION.close();
    }

    static Stream<SampleQuery> queries() {
        return SampleQuery.all(MESSAGES, LOG.now());
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldLockInTheOrderOfASwitch(SampleQuery query) {
        for (String statement : query.statements(PROJECTION.sql())) {
            List<String> locked = lockedBy(statement);
            for (String table : locked) {
                // When
                List<String> before = lockedBefore(table, statement);

                // Then
                assertThat(before)
                        .as("locked before %s by %s", table, statement)
                        .isEqualTo(locked.subList(0, locked.indexOf(table)));
            }
        }
    }

    private static List<String> lockedBy(String statement) {
        return PROJECTION.sql().transactionResult(transaction -> {
            transaction.dsl().execute("explain " + statement);
            return locked(transaction.dsl(), session(transaction.dsl()));
        });
    }

    /** What the statement has locked by the time at which it waits for that table. */
    private static List<String> lockedBefore(String table, String statement) {
        var waiter = new CompletableFuture<Integer>();
        var asked = new CompletableFuture<Future<?>>();
        List<String> before = PROJECTION.sql().transactionResult(holder -> {
            holder.dsl().execute("lock table {0} in access exclusive mode", DSL.name(SCHEMA, table));
            asked.complete(SESSIONS.submit(() -> PROJECTION.sql().transaction(waiting -> {
                waiter.complete(session(waiting.dsl()));
                waiting.dsl().execute("explain " + statement);
            })));
            await().until(waiter::isDone);
            await().until(() -> isWaiting(holder.dsl(), waiter.join()));
            return locked(holder.dsl(), waiter.join());
        });
        assertThat(asked.join()).succeedsWithin(PATIENCE);
        return before;
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1));
    }

    private static int session(DSLContext sql) {
        return sql.fetchSingle("select pg_backend_pid()").get(0, Integer.class);
    }

    private static boolean isWaiting(DSLContext sql, int session) {
        return sql.fetchSingle("select exists (select from pg_locks where pid = {0} and not granted)", DSL.val(session))
                .get(0, Boolean.class);
    }

    /** Which tables a session has locked, as a switch orders them. */
    private static List<String> locked(DSLContext sql, int session) {
        return sql.fetch("""
            select c.relname from pg_locks l join pg_class c on c.oid = l.relation
            where l.pid = {0} and l.granted and c.relkind = 'r' and c.relnamespace = {1}::regnamespace\
            """, DSL.val(session), DSL.val(SCHEMA)).getValues(0, String.class).stream()
                .sorted(Comparator.comparingInt(ORDER::indexOf))
                .toList();
    }
}

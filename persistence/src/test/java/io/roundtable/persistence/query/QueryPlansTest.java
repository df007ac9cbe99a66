package io.roundtable.persistence.query;

import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.sandbox;
import static io.roundtable.persistence.projection.Sayings.sandboxCreated;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.persistence.projection.Sayings;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No query touches more of a large workspace than it shows: what each one reads is counted in the database's blocks,
 * in a workspace whose messages alone are thousands. {@code -Drows=200000} looks at a larger one.
 */
final class QueryPlansTest {

    private static final int ROWS = Integer.getInteger("rows", 20_000);

    /** A page of 20, each from a block of its own by an index of a few levels, twice over for both sides. */
    private static final int MAX_BLOCKS = 150;

    private static final int SANDBOXES = 50;
    private static final Pattern BLOCKS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");
    private static final TestProjection PROJECTION = new TestProjection();
    private static final TestLog LOG = new TestLog(0).append(workspaceCreated());

    @BeforeAll
    static void write() {
        for (int i = 1; i <= SANDBOXES; i++) {
            LOG.append(sandboxCreated(sandbox(i), Map.of("zone", "z" + i)));
        }
        for (int i = 1; i <= ROWS; i++) {
            // One pair has said half of all; commands are rare, and so is this correlation.
            SandboxId from = sandbox(i % 2 == 0 ? 1 : 1 + i % SANDBOXES);
            MessageType type = i % 4_000 == 0 ? MessageType.COMMAND : MessageType.REQUEST;
            LOG.pass(Duration.ofMillis(500)).append(Sayings.sent(i, from, sandbox(2), utterance(i, type)));
        }
        PROJECTION.write(LOG, 2_000);
        PROJECTION.sql().execute("analyze");
    }

    @AfterAll
    static void close() {
        PROJECTION.close();
    }

    static Stream<Arguments> queries() {
        Instant middle = TestLog.START.plus(Duration.ofMillis(250L * ROWS));
        return Stream.of(
                messages("all", MessageFilter.NONE),
                messages("from the many", from(sandbox(1), null)),
                messages("from one who never spoke", from(sandbox(777), null)),
                messages("to all", new MessageFilter(null, sandbox(2), null, null, null, null, null, null)),
                messages("either side, many", new MessageFilter(null, null, sandbox(1), null, null, null, null, null)),
                messages("either side, few", new MessageFilter(null, null, sandbox(9), null, null, null, null, null)),
                messages("of a rare type", type(MessageType.COMMAND)),
                messages("of no such type", type(MessageType.NOTIFICATION)),
                messages("of a status", status(MessageStatus.PENDING)),
                messages("of no such status", status(MessageStatus.FAILED)),
                messages("of a correlation", new MessageFilter(null, null, null, null, null, "c7", null, null)),
                messages("after", new MessageFilter(null, null, null, null, null, null, middle, null)),
                messages("before", new MessageFilter(null, null, null, null, null, null, null, middle)),
                messages("from one, after", from(sandbox(1), middle)),
                query("message", sql -> new MessageById(sql).find(0, WORKSPACE, Sayings.message(ROWS / 2))),
                query("response", sql -> new ResponseTo(sql).find(0, WORKSPACE, Sayings.message(ROWS / 2))),
                query("metrics", sql -> new WorkspaceMetrics(sql).of(0, WORKSPACE, LOG.now())),
                query("oldest unacknowledged", sql -> new OldestUnacknowledged(sql).find(LOG.now())),
                query("webhooks disabled", sql -> new FailingWebhooks(sql).disabled(5)),
                query("webhooks failing", sql -> new FailingWebhooks(sql).failing(LOG.now(), 5)),
                query("dead letters lately", sql -> new DeadLettersSince(sql).count(LOG.now())),
                query("workspace", sql -> new WorkspaceById(sql).find(0, WORKSPACE)),
                query("counts", sql -> new WorkspaceCounts(sql).of(WORKSPACE)),
                query("membership", sql -> new MembershipOf(sql).find(0, WORKSPACE, Sayings.ADA)),
                query(
                        "workspaces",
                        sql -> new WorkspacesOfUser(sql).page(Sayings.ADA, WorkspaceFilter.NONE, Pages.first(20))),
                query(
                        "sandboxes",
                        sql -> new SandboxesOfWorkspace(sql).page(0, WORKSPACE, SandboxFilter.NONE, Pages.first(20))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void shouldReadFewBlocks(String name, Consumer<DSLContext> query) {
        for (String statement : statements(query)) {
            // When
            String plan = String.join(
                    "\n",
                    PROJECTION
                            .sql()
                            .fetch("explain (analyze, buffers, costs off) " + statement)
                            .getValues(0, String.class));

            // Then
            assertThat(blocks(plan)).as("%s%n%s%n%s", name, statement, plan).isLessThan(MAX_BLOCKS);
        }
    }

    private static Utterance utterance(int i, MessageType type) {
        return new Utterance(
                type,
                new RawJson("{\"text\": \"" + "blah ".repeat(60) + "\"}"),
                "c" + i / 10,
                i % 2 == 0 ? Sayings.message(i - 1) : null,
                null,
                null,
                null);
    }

    private static MessageFilter from(SandboxId from, @Nullable Instant after) {
        return new MessageFilter(from, null, null, null, null, null, after, null);
    }

    private static MessageFilter type(MessageType type) {
        return new MessageFilter(null, null, null, type, null, null, null, null);
    }

    private static MessageFilter status(MessageStatus status) {
        return new MessageFilter(null, null, null, null, status, null, null, null);
    }

    /** From the start, from the end and from the middle. */
    private static Arguments messages(String name, MessageFilter filter) {
        boolean counted = filter.isCounted();
        return query("messages " + name, sql -> {
            MessagesOfWorkspace messages = new MessagesOfWorkspace(sql);
            MessageKey middle = new MessageKey(ROWS / 2, 0);
            messages.page(0, WORKSPACE, filter, new PageRequest<>(null, 20, false, counted));
            messages.page(0, WORKSPACE, filter, new PageRequest<>(null, 20, true, false));
            messages.page(0, WORKSPACE, filter, new PageRequest<>(middle, 20, false, false));
            messages.page(0, WORKSPACE, filter, new PageRequest<>(middle, 20, true, false));
        });
    }

    private static Arguments query(String name, Consumer<DSLContext> query) {
        return Arguments.of(name, query);
    }

    /** What a query sends to the database. */
    private static List<String> statements(Consumer<DSLContext> query) {
        List<String> statements = new ArrayList<>();
        DSLContext sql = PROJECTION.sql();
        query.accept(sql.configuration()
                .derive(new WatchedConnections(sql, statements::add))
                .derive(new ExecuteListener() {
                    @Override
                    public void executeStart(ExecuteContext context) {
                        Query sent = context.query();
                        if (sent != null) {
                            statements.add(sql.renderInlined(sent));
                        }
                    }
                })
                .dsl());
        assertThat(statements).isNotEmpty();
        return statements;
    }

    private static int blocks(String plan) {
        Matcher found = BLOCKS.matcher(plan);
        assertThat(found.find()).as(plan).isTrue();
        return Stream.of(found.group(1), found.group(2))
                .mapToInt(count -> count == null ? 0 : Integer.parseInt(count))
                .sum();
    }
}

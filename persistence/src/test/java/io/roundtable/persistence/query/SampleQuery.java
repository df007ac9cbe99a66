package io.roundtable.persistence.query;

import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.sandbox;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.persistence.identity.Leftovers;
import io.roundtable.persistence.projection.Sayings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/** What is asked of the tables, by a name that tells what is peculiar to it. */
record SampleQuery(String name, Consumer<DSLContext> query) {

    /** @param messages how many there are, the newest of them said at {@code now} */
    static Stream<SampleQuery> all(int messages, Instant now) {
        Instant middle = now.minusMillis(250L * messages);
        return Stream.of(
                messages(messages, "all", MessageFilter.NONE),
                messages(messages, "from the many", from(sandbox(1), null)),
                messages(messages, "from one who never spoke", from(sandbox(777), null)),
                messages(messages, "to all", new MessageFilter(null, sandbox(2), null, null, null, null, null, null)),
                messages(messages, "either side, many", eitherSide(sandbox(1))),
                messages(messages, "either side, few", eitherSide(sandbox(9))),
                messages(messages, "of a rare type", type(MessageType.COMMAND)),
                messages(messages, "of no such type", type(MessageType.NOTIFICATION)),
                messages(messages, "of a status", status(MessageStatus.PENDING)),
                messages(messages, "of no such status", status(MessageStatus.FAILED)),
                messages(
                        messages,
                        "of a correlation",
                        new MessageFilter(null, null, null, null, null, "c7", null, null)),
                messages(messages, "after", new MessageFilter(null, null, null, null, null, null, middle, null)),
                messages(messages, "before", new MessageFilter(null, null, null, null, null, null, null, middle)),
                messages(messages, "from one, after", from(sandbox(1), middle)),
                query("message", sql -> new MessageById(sql).find(0, WORKSPACE, Sayings.message(messages / 2))),
                query("response", sql -> new ResponseTo(sql).find(0, WORKSPACE, Sayings.message(messages / 2))),
                query("metrics", sql -> new WorkspaceMetrics(sql).of(0, WORKSPACE, now)),
                query("oldest unacknowledged", sql -> new OldestUnacknowledged(sql).find(now)),
                query("webhooks disabled", sql -> new FailingWebhooks(sql).disabled(5)),
                query("webhooks failing", sql -> new FailingWebhooks(sql).failing(now, 5)),
                query("dead letters lately", sql -> new DeadLettersSince(sql).count(now)),
                query("dead letters to redrive", sql -> {
                    var letters = new DeadLettersToRedrive(sql);
                    letters.list(WORKSPACE, DeadLetterFilter.NONE, null, 20);
                    letters.count(WORKSPACE, DeadLetterFilter.NONE, null);
                }),
                query("credentials of what is gone", sql -> {
                    var leftovers = new Leftovers(sql);
                    leftovers.purgeKeys(20);
                    leftovers.purgeSecrets(20);
                }),
                query("some messages", sql -> new MessagesById(sql).find(WORKSPACE, List.of(Sayings.message(1)))),
                query("subscriptions", sql -> new SubscriptionFigures(sql).find()),
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

    /** What it sends to that database, where it is asked, too. */
    List<String> statements(DSLContext sql) {
        List<String> statements = new ArrayList<>();
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

    @Override
    public String toString() {
        return name;
    }

    private static MessageFilter from(SandboxId from, @Nullable Instant after) {
        return new MessageFilter(from, null, null, null, null, null, after, null);
    }

    private static MessageFilter eitherSide(SandboxId sandbox) {
        return new MessageFilter(null, null, sandbox, null, null, null, null, null);
    }

    private static MessageFilter type(MessageType type) {
        return new MessageFilter(null, null, null, type, null, null, null, null);
    }

    private static MessageFilter status(MessageStatus status) {
        return new MessageFilter(null, null, null, null, status, null, null, null);
    }

    /** From the start, from the end and from the middle. */
    private static SampleQuery messages(int all, String name, MessageFilter filter) {
        boolean counted = filter.isCounted();
        return query("messages " + name, sql -> {
            MessagesOfWorkspace messages = new MessagesOfWorkspace(sql);
            MessageKey middle = new MessageKey(all / 2, 0);
            messages.page(0, WORKSPACE, filter, new PageRequest<>(null, 20, false, counted));
            messages.page(0, WORKSPACE, filter, new PageRequest<>(null, 20, true, false));
            messages.page(0, WORKSPACE, filter, new PageRequest<>(middle, 20, false, false));
            messages.page(0, WORKSPACE, filter, new PageRequest<>(middle, 20, true, false));
        });
    }

    private static SampleQuery query(String name, Consumer<DSLContext> query) {
        return new SampleQuery(name, query);
    }
}

package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_COUNT;
import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE_COUNT;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.query.PageBytes.Sized;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** The messages of a workspace, by position. */
public final class MessagesOfWorkspace {

    private final DSLContext sql;
    private final ReflectedSequence reflected;
    private final FixedQuery byKeys;

    public MessagesOfWorkspace(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
        this.byKeys = new FixedQuery(sql, MessageRows.FIELDS, byKeys());
    }

    /** The same for whoever has room for any page. */
    public Seen<Page<MessageView, MessageKey>> page(
            int partition, WorkspaceId workspace, MessageFilter filter, PageRequest<MessageKey> request) {
        return page(partition, workspace, filter, request, _ -> {});
    }

    /**
     * The count is kept, and exact, where only recipient, type and status are filtered by; else see {@link Count}.
     *
     * @param admission is told how many bytes of content the page has, before they are read; what it throws ends this
     */
    public Seen<Page<MessageView, MessageKey>> page(
            int partition,
            WorkspaceId workspace,
            MessageFilter filter,
            PageRequest<MessageKey> request,
            LongConsumer admission) {
        return Seen.of(reflected, partition, () -> rows(workspace, filter, request, admission));
    }

    private Page<MessageView, MessageKey> rows(
            WorkspaceId workspace, MessageFilter filter, PageRequest<MessageKey> request, LongConsumer admission) {
        Condition wanted = MessageConditions.of(workspace, filter);
        Count count = request.counted() ? count(workspace, filter, wanted) : null;
        MessageKey after = request.after();
        Condition onPage = after == null
                ? wanted
                : wanted.and(request.beyond(MESSAGE.SEQUENCE, MESSAGE.COPY_INDEX, after.sequence(), after.copyIndex()));
        SandboxId either = filter.either();
        List<Sized<MessageKey>> found = either == null
                ? sizes(onPage, request, most(filter, request))
                : ofEither(workspace, either, onPage, request);
        List<Sized<MessageKey>> fitting = PageBytes.fitting(found, request.limit());
        admission.accept(PageBytes.total(fitting));
        return new Page<>(read(workspace, fitting), PageBytes.next(found, fitting), count);
    }

    private List<Sized<MessageKey>> sizes(Condition onPage, PageRequest<MessageKey> request, Param<Integer> most) {
        return sql.select(MESSAGE.SEQUENCE, MESSAGE.COPY_INDEX, MessageRows.BYTES)
                .from(MESSAGE)
                .where(onPage)
                .orderBy(request.order(MESSAGE.SEQUENCE), request.order(MESSAGE.COPY_INDEX))
                .limit(most)
                .fetch(MessageRows::sized);
    }

    /**
     * A literal where one plan is right for every workspace. Of a parameter the database thinks that it may be a tenth of
     * all rows, and plans for the values at hand each time: as it should where filters have to be weighed.
     */
    private static Param<Integer> most(MessageFilter filter, PageRequest<MessageKey> request) {
        return filter.equals(MessageFilter.NONE) ? DSL.inline(request.fetched()) : DSL.val(request.fetched());
    }

    /** A page of each side's keys, each from its own index, and of these the first: an "or" would read and sort all. */
    private List<Sized<MessageKey>> ofEither(
            WorkspaceId workspace, SandboxId either, Condition onPage, PageRequest<MessageKey> request) {
        var keys = keys(onPage.and(MESSAGE.FROM_SANDBOX_ID.eq(either.value())), request)
                .union(keys(onPage.and(MESSAGE.TO_SANDBOX_ID.eq(either.value())), request))
                .asTable("keys", "sequence", "copy_index");
        return sql.select(MESSAGE.SEQUENCE, MESSAGE.COPY_INDEX, MessageRows.BYTES)
                .from(keys)
                .join(MESSAGE)
                .on(isAt(DSL.val(workspace.value())))
                .orderBy(request.order(MESSAGE.SEQUENCE), request.order(MESSAGE.COPY_INDEX))
                .limit(request.fetched())
                .fetch(MessageRows::sized);
    }

    private List<MessageView> read(WorkspaceId workspace, List<Sized<MessageKey>> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Long[] sequences = rows.stream().map(row -> row.key().sequence()).toArray(Long[]::new);
        Integer[] copies = rows.stream().map(row -> row.key().copyIndex()).toArray(Integer[]::new);
        var views = byKeys.fetch(sequences, copies, workspace.value()).stream()
                .map(MessageRows::view)
                .collect(Collectors.toMap(MessageView::key, Function.identity()));
        return rows.stream()
                .flatMap(row -> Optional.ofNullable(views.get(row.key())).stream())
                .toList();
    }

    /** Its parameters: sequences, copies, a workspace. */
    private static Select<?> byKeys() {
        var keys = DSL.table(
                        "unnest({0}, {1})", DSL.param("sequences", Long[].class), DSL.param("copies", Integer[].class))
                .as("keys", "sequence", "copy_index");
        return DSL.select(MessageRows.FIELDS).from(keys).join(MESSAGE).on(isAt(DSL.param("workspace", String.class)));
    }

    /** One of the keys in a table of that name. */
    private static Condition isAt(Field<String> workspace) {
        return MESSAGE.WORKSPACE_ID
                .eq(workspace)
                .and(MESSAGE.SEQUENCE.eq(DSL.field(DSL.name("keys", "sequence"), Long.class)))
                .and(MESSAGE.COPY_INDEX.eq(DSL.field(DSL.name("keys", "copy_index"), Integer.class)));
    }

    private static Select<Record2<Long, Integer>> keys(Condition wanted, PageRequest<MessageKey> request) {
        return DSL.select(MESSAGE.SEQUENCE, MESSAGE.COPY_INDEX)
                .from(MESSAGE)
                .where(wanted)
                .orderBy(request.order(MESSAGE.SEQUENCE), request.order(MESSAGE.COPY_INDEX))
                .limit(request.fetched());
    }

    private Count count(WorkspaceId workspace, MessageFilter filter, Condition wanted) {
        if (filter.equals(MessageFilter.NONE)) {
            return Count.kept(sql.select(WORKSPACE_COUNT.MESSAGES)
                    .from(WORKSPACE_COUNT)
                    .where(WORKSPACE_COUNT.WORKSPACE_ID.eq(workspace.value()))
                    .fetchOptional(WORKSPACE_COUNT.MESSAGES)
                    .orElse(0L));
        }
        if (filter.isCounted()) {
            return Count.kept(sql.select(DSL.coalesce(DSL.sum(MESSAGE_COUNT.MESSAGES), BigDecimal.ZERO))
                    .from(MESSAGE_COUNT)
                    .where(MessageConditions.ofCounters(workspace, filter))
                    .fetchSingle()
                    .value1()
                    .longValueExact());
        }
        SandboxId either = filter.either();
        Condition all = either == null
                ? wanted
                : wanted.and(MESSAGE.FROM_SANDBOX_ID.eq(either.value()).or(MESSAGE.TO_SANDBOX_ID.eq(either.value())));
        return Count.of(sql, DSL.selectOne().from(MESSAGE).where(all));
    }
}

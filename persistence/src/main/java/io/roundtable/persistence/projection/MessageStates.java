package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;

import io.roundtable.persistence.jooq.projection.tables.records.MessageRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;

/**
 * What changes of messages after they were said, without their content: neither read nor written again, however often
 * a message is handed out.
 */
final class MessageStates {

    private static final List<Field<?>> KEY = List.of(MESSAGE.WORKSPACE_ID, MESSAGE.MESSAGE_ID);

    /** What the fold has to know of a message. */
    private static final List<Field<?>> KNOWN = List.of(
            MESSAGE.FROM_SANDBOX_ID,
            MESSAGE.TO_SANDBOX_ID,
            MESSAGE.MESSAGE_TYPE,
            MESSAGE.CORRELATION_ID,
            MESSAGE.STATUS,
            MESSAGE.ATTEMPT,
            MESSAGE.FAILURE,
            MESSAGE.UPDATED_AT,
            MESSAGE.VERSION);

    private static final List<Field<?>> CHANGING =
            List.of(MESSAGE.STATUS, MESSAGE.ATTEMPT, MESSAGE.FAILURE, MESSAGE.UPDATED_AT, MESSAGE.VERSION);

    private final RowSet<MessageRecord> said;
    private final Set<List<Object>> wanted = new LinkedHashSet<>();
    private final Set<List<Object>> made = new HashSet<>();
    private final Map<List<Object>, MessageRecord> stored = new HashMap<>();
    private final Map<List<Object>, MessageRecord> changed = new LinkedHashMap<>();

    /** @param said messages that the same batch has made, which are written whole */
    MessageStates(RowSet<MessageRecord> said) {
        this.said = said;
    }

    /** The same batch makes it, so that there is nothing to load. */
    void makes(String workspace, String message) {
        made.add(List.of(workspace, message));
    }

    void want(String workspace, String message) {
        List<Object> key = List.of(workspace, message);
        if (!made.contains(key)) {
            wanted.add(key);
        }
    }

    /** @throws IllegalStateException where there is no such message */
    MessageRecord change(String workspace, String message, Consumer<MessageRecord> change) {
        MessageRecord made = said.find(workspace, message);
        if (made != null) {
            said.change(made, change);
            return made;
        }
        List<Object> key = List.of(workspace, message);
        MessageRecord row = stored.get(key);
        if (row == null) {
            throw new IllegalStateException("message has no row " + key);
        }
        change.accept(row);
        changed.put(key, row);
        return row;
    }

    void load(DSLContext transaction) {
        if (!wanted.isEmpty()) {
            transaction
                    .select(Stream.concat(KEY.stream(), KNOWN.stream()).toList())
                    .from(MESSAGE)
                    .where(RowSet.keyIn(KEY, wanted))
                    .forEach(row -> stored.put(
                            List.of(row.get(MESSAGE.WORKSPACE_ID), row.get(MESSAGE.MESSAGE_ID)), row.into(MESSAGE)));
        }
    }

    void write(DSLContext transaction) {
        if (!changed.isEmpty()) {
            List<ArrayColumn> columns = Stream.of(KEY, CHANGING, List.<Field<?>>of(MESSAGE.REDRIVEN_CONTENT))
                    .flatMap(List::stream)
                    .map(ArrayColumn::of)
                    .toList();
            ArrayStatement.execute(transaction, statement(transaction, columns), columns, changed.values());
        }
    }

    private static String statement(DSLContext transaction, List<ArrayColumn> columns) {
        String assignments =
                columns.stream().skip(KEY.size()).map(MessageStates::assignment).collect(Collectors.joining(", "));
        return "update " + transaction.render(MESSAGE) + " as t set " + assignments + " from unnest("
                + columns.stream().map(ArrayColumn::placeholder).collect(Collectors.joining(", ")) + ") as u ("
                + columns.stream().map(ArrayColumn::name).collect(Collectors.joining(", "))
                + ") where t.\"workspace_id\" = u.\"workspace_id\" and t.\"message_id\" = u.\"message_id\"";
    }

    /** Content that came with no event of the batch stays what it is; it wasn't read. */
    private static String assignment(ArrayColumn column) {
        boolean isUnread = column.field().equals(MESSAGE.REDRIVEN_CONTENT);
        return column.name() + " = "
                + (isUnread ? "coalesce(" + column.selected() + ", t." + column.name() + ")" : column.selected());
    }
}

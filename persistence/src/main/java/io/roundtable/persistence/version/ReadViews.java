package io.roundtable.persistence.version;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Table;

/**
 * The schema that all queries read: a view for each table, onto the active version's. A query that runs while they are
 * replaced sees the old version or the new one, never both.
 */
public final class ReadViews {

    /** Where the views are, and what the generated classes are named for. */
    public static final String SCHEMA = "projection";

    private static final String CHECKPOINT = "checkpoint";

    private ReadViews() {}

    /**
     * Makes the views show these schemas; those that do already are let be. Waits for queries that are using a view that
     * has to change, as long as the transaction's {@code lock_timeout} allows.
     */
    static void show(DSLContext transaction, Map<Projection, String> active) {
        transaction.batch(changes(transaction, active)).execute();
    }

    /**
     * The statements that make the views show these schemas. They hold as long as the schemas' tables and the views don't
     * change: for whoever has to be quick later. Views are locked in the order of the tables, the checkpoints' last; a query
     * of several that named them in another order could wait for this, and this for the query.
     */
    static List<Query> changes(DSLContext transaction, Map<Projection, String> active) {
        var changes = new ArrayList<Query>();
        changes.add(transaction.query("create schema if not exists " + SCHEMA));
        for (var entry : new EnumMap<>(active).entrySet()) {
            for (Table<?> table : entry.getKey().tables()) {
                String columns = columns(transaction, entry.getValue(), table.getName());
                String select = "select %s from %s.%s".formatted(columns, entry.getValue(), table.getName());
                changes.addAll(replacing(transaction, table.getName(), select));
            }
        }
        changes.addAll(replacing(transaction, CHECKPOINT, checkpoints(transaction, active)));
        return changes;
    }

    /** Of each projection the checkpoints that its tables are at. */
    private static String checkpoints(DSLContext transaction, Map<Projection, String> active) {
        return new EnumMap<>(active)
                .entrySet().stream()
                        .map(entry -> "select %s from %s.%s where projection = '%s'"
                                .formatted(
                                        columns(transaction, entry.getValue(), CHECKPOINT),
                                        entry.getValue(),
                                        CHECKPOINT,
                                        entry.getKey().wire()))
                        .collect(joining(" union all "));
    }

    private static String columns(DSLContext transaction, String schema, String table) {
        return transaction.fetchValues("""
            select a.attname::text from pg_attribute a
            where a.attrelid = to_regclass({0}) and a.attnum > 0 and not a.attisdropped
            order by a.attnum\
            """, org.jooq.impl.DSL.val(schema + "." + table)).stream()
                .map(name -> '"' + Objects.toString(name) + '"')
                .collect(joining(", "));
    }

    private static List<Query> replacing(DSLContext transaction, String view, String select) {
        String name = SCHEMA + "." + view;
        Object shown = transaction.fetchValue(
                "select obj_description(to_regclass({0}), 'pg_class')", org.jooq.impl.DSL.val(name));
        if (select.equals(shown)) {
            return List.of();
        }
        return Stream.of(
                        "drop view if exists " + name,
                        "create view " + name + " as " + select,
                        "comment on view " + name + " is '" + select.replace("'", "''") + "'")
                .<Query>map(transaction::query)
                .toList();
    }

    /** Every view that there is to be, in the order in which they are locked. */
    public static List<String> names() {
        return Stream.concat(
                        Stream.of(Projection.values())
                                .flatMap(p -> p.tables().stream().map(Table::getName)),
                        Stream.of(CHECKPOINT))
                .toList();
    }
}

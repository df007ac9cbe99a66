package io.roundtable.persistence.version;

import static io.roundtable.persistence.jooq.control.Tables.LEFT_OUT_INDEX;

import io.roundtable.persistence.Database;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * The indexes of a version that is filled: left out first, since rows are written many times faster without, and made
 * when the rows are there. What was left out is noted, so that whoever goes on after a crash knows.
 */
public final class Indexes {

    /** Sorting keeps one core busy, more or less. */
    private static final int AT_ONCE = 2;

    /** For each of them; PostgreSQL's default of 64 MB sorts a table of a million rows on disk. */
    private static final String SORTING_MEMORY = "256MB";

    /** Helpers of its own would take their core from those who read meanwhile, and win nothing beside a second one. */
    private static final String ONE_CORE_EACH = "set local max_parallel_maintenance_workers = 0";

    private final Database database;

    public Indexes(Database database) {
        this.database = database;
    }

    /** Drops all that no constraint needs. */
    public void leaveOut(String schema, Set<Projection> projections) {
        database.control().transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            for (Projection projection : projections) {
                for (Table<?> table : projection.tables()) {
                    leaveOut(transaction, schema, table.getName());
                }
            }
        });
    }

    private static void leaveOut(DSLContext transaction, String schema, String table) {
        transaction.fetch("""
            select i.indexname::text as name, i.indexdef as statement from pg_indexes i
            where i.schemaname = ? and i.tablename = ? and not exists (
              select 1 from pg_constraint c join pg_class k on k.oid = c.conindid
              where k.relname = i.indexname and c.connamespace = i.schemaname::regnamespace)
            order by i.indexname\
            """, schema, table).forEach(index -> {
            String name = index.get("name", String.class);
            transaction
                    .insertInto(LEFT_OUT_INDEX)
                    .set(LEFT_OUT_INDEX.SCHEMA_NAME, schema)
                    .set(LEFT_OUT_INDEX.INDEX_NAME, name)
                    .set(LEFT_OUT_INDEX.TABLE_NAME, table)
                    .set(LEFT_OUT_INDEX.STATEMENT, index.get("statement", String.class))
                    .onConflictDoNothing()
                    .execute();
            transaction.execute("drop index " + schema + "." + name);
        });
    }

    /**
     * Makes those that were left out, {@value #AT_ONCE} at a time, each as soon as it is there for good; then gathers the
     * statistics that plans need.
     *
     * @param projections whose tables it has; others may be gone
     * @param progress is told how many there are, and how many are made; where it throws, what is begun is waited for
     */
    public void make(String schema, Set<Projection> projections, BiConsumer<Integer, Integer> progress) {
        DSLContext lasting = DSL.using(database.unpooled(), SQLDialect.POSTGRES);
        var missing = missing(schema);
        try (var builders = Executors.newFixedThreadPool(AT_ONCE)) {
            try {
                var making = missing.stream()
                        .map(index -> CompletableFuture.runAsync(() -> make(lasting, schema, index), builders))
                        .toList();
                for (int i = 0; i < making.size(); i++) {
                    progress.accept(missing.size(), i);
                    making.get(i).join();
                }
            } finally {
                builders.shutdownNow(); // what isn't begun; what is can't be interrupted
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof DataAccessException failed ? failed : e;
        }
        progress.accept(missing.size(), missing.size());
        for (Projection projection : projections) {
            projection.tables().forEach(table -> lasting.execute("analyze " + schema + "." + table.getName()));
        }
    }

    private static void make(DSLContext lasting, String schema, LeftOut index) {
        lasting.transaction(configuration -> {
            configuration.dsl().execute("set local maintenance_work_mem = '" + SORTING_MEMORY + "'");
            configuration.dsl().execute(ONE_CORE_EACH);
            configuration.dsl().execute(index.statement());
            configuration
                    .dsl()
                    .deleteFrom(LEFT_OUT_INDEX)
                    .where(LEFT_OUT_INDEX.SCHEMA_NAME.eq(schema))
                    .and(LEFT_OUT_INDEX.INDEX_NAME.eq(index.name()))
                    .execute();
        });
    }

    private record LeftOut(String name, String statement) {}

    private List<LeftOut> missing(String schema) {
        return database.control()
                .selectFrom(LEFT_OUT_INDEX)
                .where(LEFT_OUT_INDEX.SCHEMA_NAME.eq(schema))
                .orderBy(LEFT_OUT_INDEX.TABLE_NAME, LEFT_OUT_INDEX.INDEX_NAME)
                .fetch(row -> new LeftOut(row.getIndexName(), row.getStatement()));
    }

    /** Forgets those of a schema that is dropped. */
    static void forget(DSLContext transaction, String schema) {
        transaction
                .deleteFrom(LEFT_OUT_INDEX)
                .where(LEFT_OUT_INDEX.SCHEMA_NAME.eq(schema))
                .execute();
    }
}

package io.roundtable.persistence.projection;

import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UpdatableRecord;

/** Writes many rows of a table at once. */
interface RowWriter<R extends UpdatableRecord<R>> {

    Table<R> table();

    /** The table's primary key. */
    default List<TableField<R, ?>> key() {
        return ArrayInsert.keyOf(table());
    }

    void execute(DSLContext transaction, Collection<R> rows);

    /** How rows are written that aren't there yet. */
    @FunctionalInterface
    interface OfNewRows {

        <R extends UpdatableRecord<R>> RowWriter<R> to(Table<R> table);
    }
}

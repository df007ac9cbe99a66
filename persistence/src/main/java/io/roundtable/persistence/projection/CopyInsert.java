package io.roundtable.persistence.projection;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.UpdatableRecord;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes new rows by {@code COPY}, which is the fastest there is, and says nothing about rows that are there already. */
record CopyInsert<R extends UpdatableRecord<R>>(Table<R> table) implements RowWriter<R> {

    @Override
    public void execute(DSLContext transaction, Collection<R> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String columns =
                table.fieldStream().map(field -> '"' + field.getName() + '"').collect(joining(", "));
        String statement = "copy " + transaction.render(table) + " (" + columns + ") from stdin (format binary)";
        transaction.connection(connection -> {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
            try {
                var binary = new CopyBinary(copy);
                for (R row : rows) {
                    binary.row(row);
                }
                binary.end();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
    }
}

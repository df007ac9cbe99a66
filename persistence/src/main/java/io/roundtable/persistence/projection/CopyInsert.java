package io.roundtable.persistence.projection;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jooq.UpdatableRecord;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Writes new rows by {@code COPY}, which is the fastest there is, and says nothing about rows that are there already. */
record CopyInsert<R extends UpdatableRecord<R>>(Table<R> table) implements RowWriter<R> {

    private static final int BUFFER_BYTES = 256 * 1024;

    @Override
    public void execute(DSLContext transaction, Collection<R> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String columns =
                table.fieldStream().map(field -> '"' + field.getName() + '"').collect(joining(", "));
        String statement = "copy " + transaction.render(table) + " (" + columns + ") from stdin";
        transaction.connection(connection -> {
            var driver = connection.unwrap(PGConnection.class);
            try (var text = new CopyText(new PGCopyOutputStream(driver, statement, BUFFER_BYTES))) {
                for (R row : rows) {
                    write(row, text);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void write(UpdatableRecord<?> row, CopyText text) throws IOException {
        for (int i = 0; i < row.size(); i++) {
            if (i > 0) {
                text.separator();
            }
            Object value = row.get(i);
            if (value == null) {
                text.absent();
            } else {
                text.value(plain(value));
            }
        }
        text.end();
    }

    private static String plain(Object value) {
        return switch (value) {
            case JSON json -> json.data();
            case JSONB json -> json.data();
            case String text -> text;
            case Number number -> number.toString();
            case Boolean flag -> flag ? "t" : "f";
            case Instant time -> TimeText.of(time);
            default -> throw new IllegalArgumentException("no text of " + value.getClass());
        };
    }
}

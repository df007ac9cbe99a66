package io.roundtable.engine;

/** The rows of state for whoever may change them: {@code evolve}, and nobody else. */
public interface MutableRows extends Rows {

    <R extends Row> void put(RowKey<R> key, R row);

    void remove(RowKey<?> key);

    /** Has a timer say something when its time has come. */
    default void due(Row.DueRow row) {
        put(RowKey.OfDue.of(row), row);
    }
}

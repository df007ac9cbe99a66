package io.roundtable.engine;

/** The rows of state for whoever may change them: {@code evolve}, and nobody else. */
public interface MutableRows extends Rows {

    <R extends Row> void put(RowKey<R> key, R row);

    void remove(RowKey<?> key);
}

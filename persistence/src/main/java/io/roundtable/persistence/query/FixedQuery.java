package io.roundtable.persistence.query;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;

/**
 * A query that differs in its parameters only, written as SQL once: for one row, writing it anew takes as long as the
 * database takes to answer. Straight through JDBC, because jOOQ would look for parameters in the text each time.
 */
final class FixedQuery {

    private final DSLContext sql;
    private final String statement;
    private final Field<?>[] fields;

    /**
     * @param fields that are selected: these very objects, which jOOQ finds in a row without comparing names
     * @param select whose parameters are asked for at each {@link #fetch}; other values in it are inlined
     */
    FixedQuery(DSLContext sql, List<? extends Field<?>> fields, Select<?> select) {
        this.sql = sql;
        this.statement = sql.render(select);
        this.fields = fields.toArray(Field<?>[]::new);
    }

    /**
     * @param parameters in the order in which they stand in the statement
     * @throws DataAccessException where the database fails
     */
    Result<Record> fetch(Object... parameters) {
        return sql.connectionResult(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                for (int i = 0; i < parameters.length; i++) {
                    prepared.setObject(i + 1, parameters[i]);
                }
                try (ResultSet rows = prepared.executeQuery()) {
                    return sql.fetch(rows, fields);
                }
            } catch (SQLException e) {
                throw new DataAccessException("SQL [" + statement + "]; " + e.getMessage(), e);
            }
        });
    }
}

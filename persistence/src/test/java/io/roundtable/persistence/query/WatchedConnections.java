package io.roundtable.persistence.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.DefaultConnection;
import org.jooq.tools.jdbc.DefaultPreparedStatement;

/** Tells which statements {@link FixedQuery} sends, with their parameters inlined; what jOOQ runs its listeners tell. */
record WatchedConnections(DSLContext sql, Consumer<String> statements) implements ConnectionProvider {

    @Override
    public Connection acquire() {
        return new DefaultConnection(sql.configuration().connectionProvider().acquire()) {
            @Override
            public PreparedStatement prepareStatement(String statement) throws SQLException {
                return new Watched(super.prepareStatement(statement), statement);
            }
        };
    }

    @Override
    public void release(Connection connection) {
        sql.configuration().connectionProvider().release(((DefaultConnection) connection).getDelegate());
    }

    private final class Watched extends DefaultPreparedStatement {

        private final String statement;
        private final TreeMap<Integer, Object> parameters = new TreeMap<>();

        Watched(PreparedStatement delegate, String statement) {
            super(delegate);
            this.statement = statement;
        }

        @Override
        public void setObject(int index, Object value) throws SQLException {
            parameters.put(index, value);
            super.setObject(index, value);
        }

        @Override
        public ResultSet executeQuery() throws SQLException {
            statements.accept(
                    sql.renderInlined(DSL.sql(statement, parameters.values().toArray())));
            return super.executeQuery();
        }
    }
}

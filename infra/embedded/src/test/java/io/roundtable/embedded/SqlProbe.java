package io.roundtable.embedded;

import java.sql.DriverManager;
import java.sql.SQLException;

/** Runs one statement on a connection of its own. */
record SqlProbe(String jdbcUrl, String user, String password) {
    SqlProbe(EmbeddedDatabase database) {
        this(database.jdbcUrl(), database.user(), database.password());
    }

    void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl, user, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String query(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl, user, password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

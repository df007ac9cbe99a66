package io.roundtable.persistence.archive;

import io.roundtable.persistence.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Held by the one import that is at work; PostgreSQL takes it back from a process that is killed. */
public final class RestoreLock implements AutoCloseable {

    private final Connection connection;

    private RestoreLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes it, without waiting.
     *
     * @return empty where another import has it
     * @throws DataAccessException where the database doesn't answer
     */
    public static Optional<RestoreLock> take(Database database) {
        try {
            var lock = new RestoreLock(database.unpooled().getConnection());
            if (lock.isTaken()) {
                return Optional.of(lock);
            }
            lock.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new DataAccessException("the lock of imports can't be asked for: " + e.getMessage(), e);
        }
    }

    private boolean isTaken() {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchSingle("select pg_try_advisory_lock(hashtext('roundtable import'))")
                .get(0, Boolean.class);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DataAccessException("the lock of imports can't be given back: " + e.getMessage(), e);
        }
    }
}

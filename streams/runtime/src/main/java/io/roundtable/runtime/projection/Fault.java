package io.roundtable.runtime.projection;

import io.roundtable.persistence.projection.FencedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** What a failed write, or checkpoint, says about trying again. Whatever isn't known to pass is the record's fault. */
enum Fault {

    /** The database can't be reached or has no room: no partition can be written now. */
    DATABASE,

    /**
     * This transaction had to give way, to another writer or to an operator: the next may go through. So it is where
     * the tables aren't there: their version may just have been dropped, and then this writer ends in a moment.
     */
    TRANSACTION,

    /** What was read doesn't fit what is written, or our code isn't up to it: trying again is of no use. */
    RECORD;

    private static final String QUERY_CANCELED = "57014";
    private static final Set<String> DROPPED = Set.of("42P01", "3F000");
    private static final String READ_ONLY = "25006"; // a standby, met in the middle of a failover

    static Fault of(Throwable thrown) {
        if (thrown instanceof FencedException) {
            return TRANSACTION;
        }
        SQLException failure = thrown instanceof DataAccessException ? sql(thrown) : null;
        return failure == null ? RECORD : of(failure);
    }

    private static Fault of(SQLException failure) {
        String state = failure.getSQLState();
        if (failure instanceof SQLTransientConnectionException || state == null || state.length() < 2) {
            return DATABASE;
        }
        if (state.equals(QUERY_CANCELED) || DROPPED.contains(state)) {
            return TRANSACTION;
        }
        if (state.equals(READ_ONLY)) {
            return DATABASE;
        }
        return switch (state.substring(0, 2)) {
            // connection, resources, operator, and the server's own disks
            case "08", "53", "57", "58" -> DATABASE;
            // rolled back in favour of another; an object that is in use
            case "40", "55" -> TRANSACTION;
            default -> RECORD;
        };
    }

    private static @Nullable SQLException sql(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < 20 && cause != null; i++) {
            if (cause instanceof SQLException found) {
                return found;
            }
            cause = cause.getCause();
        }
        return null;
    }
}

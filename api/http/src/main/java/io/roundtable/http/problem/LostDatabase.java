package io.roundtable.http.problem;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jooq.exception.DataAccessException;

/** Tells a database that can't be reached, which passes, from SQL that failed, which is a bug. */
final class LostDatabase {

    private static final int RETRY_AFTER_SECONDS = 2;

    /** Deeper chains than this are no failures to connect. */
    private static final int MAX_CAUSES = 20;

    private static final String CONNECTION_EXCEPTION = "08";

    /** Shut down by an administrator, crashed, not yet started up. */
    private static final Set<String> SERVER_GONE = Set.of("57P01", "57P02", "57P03");

    private LostDatabase() {}

    static boolean isCauseOf(DataAccessException fault) {
        Throwable cause = fault;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (isLost(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    static ProblemException problem() {
        return ProblemException.later(
                ProblemCode.DATABASE_UNAVAILABLE,
                ProblemCode.DATABASE_UNAVAILABLE.title() + ". " + ProblemCode.DATABASE_UNAVAILABLE.remedy(),
                RETRY_AFTER_SECONDS);
    }

    private static boolean isLost(Throwable cause) {
        return switch (cause) {
            case SQLTransientException _, SocketTimeoutException _, SocketException _ -> true;
            case SQLException sql -> {
                String state = sql.getSQLState();
                yield state != null && (state.startsWith(CONNECTION_EXCEPTION) || SERVER_GONE.contains(state));
            }
            default -> false;
        };
    }
}

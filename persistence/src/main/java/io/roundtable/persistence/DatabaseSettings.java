package io.roundtable.persistence;

import java.time.Duration;

/**
 * How PostgreSQL is reached.
 *
 * @param url {@code jdbc:postgresql://host:port/database}
 * @param user may be empty where the URL or the server's rules name one
 * @param password may be empty likewise
 * @param poolSize connections kept open, 1 to 200
 * @param statementTimeout after which the server ends a pooled connection's statement, 100 ms to an hour
 */
public record DatabaseSettings(String url, String user, String password, int poolSize, Duration statementTimeout) {

    public static final int DEFAULT_POOL_SIZE = 10;
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(10);

    public DatabaseSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("The database's URL must start with jdbc:postgresql:");
        }
        if (poolSize < 1 || poolSize > 200) {
            throw new IllegalArgumentException("The pool's size must be between 1 and 200, not " + poolSize);
        }
        if (statementTimeout.compareTo(Duration.ofMillis(100)) < 0
                || statementTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "The statement time-out must be between 100 ms and 1 h, not " + statementTimeout);
        }
    }

    public static DatabaseSettings of(String url, String user, String password) {
        return new DatabaseSettings(url, user, password, DEFAULT_POOL_SIZE, DEFAULT_STATEMENT_TIMEOUT);
    }

    public DatabaseSettings withPoolSize(int size) {
        return new DatabaseSettings(url, user, password, size, statementTimeout);
    }

    /** Without the password, and without the URL's parameters, which may hold one. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + url.replaceFirst("\\?.*", "") + ", user=" + user + ", poolSize=" + poolSize + "]";
    }
}

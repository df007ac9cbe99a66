package io.roundtable.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One PostgreSQL: a pool for short statements, and connections outside it for what lasts.
 *
 * <p>Opening doesn't connect, so that a node can start while its database is down. A connection from the pool is waited
 * for at most {@value #CONNECTION_TIMEOUT_MS} ms, then the caller gets an {@link java.sql.SQLTransientException}.
 */
public final class Database implements AutoCloseable {

    static final long CONNECTION_TIMEOUT_MS = 3_000;

    private static final long VALIDATION_TIMEOUT_MS = 1_000;
    private static final long KEEPALIVE_MS = Duration.ofMinutes(2).toMillis();
    private static final long MAX_LIFETIME_MS = Duration.ofMinutes(30).toMillis();
    private static final int CONNECT_TIMEOUT_S = 3;

    /** The schema that the classes in {@code io.roundtable.persistence.jooq.projection} were generated from. */
    private static final String GENERATED_PROJECTION = "projection";

    private final HikariDataSource pool;
    private final PGSimpleDataSource unpooled;
    private final DSLContext identity;
    private final DSLContext control;

    private Database(HikariDataSource pool, PGSimpleDataSource unpooled) {
        this.pool = pool;
        this.unpooled = unpooled;
        this.identity = DSL.using(pool, SQLDialect.POSTGRES, new Settings());
        this.control = DSL.using(pool, SQLDialect.POSTGRES, new Settings());
    }

    public static Database open(DatabaseSettings settings) {
        return open("roundtable", settings);
    }

    /** @param pool its name in metrics and logs, where a process has several */
    public static Database open(String pool, DatabaseSettings settings) {
        return new Database(pool(pool, settings), unpooled(settings));
    }

    /** Queries of the schema {@code identity}. */
    public DSLContext identity() {
        return identity;
    }

    /** Queries of the schema {@code control}. */
    public DSLContext control() {
        return control;
    }

    /**
     * Queries of one projection version: the generated tables are rendered as those of {@code schema}. Keep what it
     * returns: jOOQ caches by its configuration.
     */
    public DSLContext projection(String schema) {
        return DSL.using(pool, SQLDialect.POSTGRES, renderedAs(schema));
    }

    /** Queries of one projection version within a transaction that is under way. */
    public static DSLContext within(DSLContext transaction, String schema) {
        return DSL.using(transaction.configuration().connectionProvider(), SQLDialect.POSTGRES, renderedAs(schema));
    }

    private static Settings renderedAs(String schema) {
        MappedSchema mapped = new MappedSchema().withInput(GENERATED_PROJECTION).withOutput(Migrations.checked(schema));
        return new Settings().withRenderMapping(new RenderMapping().withSchemata(mapped));
    }

    /** The pool itself, for its metrics. */
    public HikariDataSource pool() {
        return pool;
    }

    /**
     * A new connection at each call, without a statement time-out: for migrations, COPY and LISTEN. Whoever takes one
     * closes it.
     */
    public DataSource unpooled() {
        return unpooled;
    }

    @Override
    public void close() {
        pool.close();
    }

    private static HikariDataSource pool(String name, DatabaseSettings settings) {
        PGSimpleDataSource source = unpooled(settings);
        // The server's time-out comes first; the socket's is for a server that no longer answers at all.
        source.setOptions("-c statement_timeout=" + settings.statementTimeout().toMillis());
        source.setSocketTimeout((int) settings.statementTimeout().toSeconds() + 5);
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName(name);
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        config.setValidationTimeout(VALIDATION_TIMEOUT_MS);
        config.setKeepaliveTime(KEEPALIVE_MS);
        config.setMaxLifetime(MAX_LIFETIME_MS);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static PGSimpleDataSource unpooled(DatabaseSettings settings) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(settings.url());
        if (!settings.user().isEmpty()) {
            source.setUser(settings.user());
        }
        if (!settings.password().isEmpty()) {
            source.setPassword(settings.password());
        }
        source.setApplicationName("roundtable");
        source.setConnectTimeout(CONNECT_TIMEOUT_S);
        source.setTcpKeepAlive(true);
        return source;
    }
}

package io.roundtable.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Empty databases on one embedded PostgreSQL, which lives as long as the JVM. */
public final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    public static DatabaseSettings empty() {
        EmbeddedPostgres postgres = Server.POSTGRES;
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new DatabaseSettings(postgres.getJdbcUrl("postgres", name), "", "", 5, Duration.ofSeconds(5));
    }

    /** With the identity schema in it. */
    public static Database withIdentity() {
        Database database = Database.open(empty());
        Migrations.identity(database.unpooled());
        return database;
    }

    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package io.roundtable.persistence;

import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings schemas to the form that this version of the code wants. Repeating it changes nothing, and nodes that start
 * together may all call it: they take turns.
 *
 * <p>Give it connections without a statement time-out ({@link Database#unpooled()}): an index on a large table takes
 * its time.
 */
public final class Migrations {

    /** PostgreSQL cuts identifiers at 63 bytes, and lower case needs no quotes in anybody's SQL. */
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private Migrations() {}

    /** Creates or upgrades the schema {@code identity}. */
    public static void identity(DataSource dataSource) {
        migrate(dataSource, "identity", "classpath:db/identity");
    }

    /** Creates or upgrades the schema {@code control}, which tells the projection's versions apart. */
    public static void control(DataSource dataSource) {
        migrate(dataSource, "control", "classpath:db/control");
    }

    /**
     * Creates or upgrades one projection version.
     *
     * @param schema where its tables and its migration history live, such as {@code projection_1}
     */
    public static void projection(DataSource dataSource, String schema) {
        migrate(dataSource, schema, "classpath:db/projection");
    }

    private static void migrate(DataSource dataSource, String schema, String location) {
        Flyway.configure()
                .dataSource(dataSource)
                .defaultSchema(checked(schema))
                .schemas(schema)
                .locations(location)
                .load()
                .migrate();
    }

    /** @throws IllegalArgumentException where it isn't the name of a schema */
    public static String checked(String schema) {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("A schema's name must match " + SCHEMA + ": " + schema);
        }
        return schema;
    }
}

package io.roundtable.persistence.version;

import static io.roundtable.persistence.jooq.control.Tables.VERSION;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.Migrations;
import io.roundtable.persistence.jooq.control.tables.records.VersionRecord;
import io.roundtable.persistence.version.Version.State;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** All versions of the projections, in the schema {@code control}. */
public final class Versions {

    private static final String FIRST = "projection_1";

    private final Database database;
    private final DSLContext sql;

    public Versions(Database database) {
        this.database = database;
        this.sql = database.control();
    }

    /**
     * Makes the first version where there is none, brings those that are followed to this release's form, and shows the
     * active ones. Repeating it changes nothing, and nodes that start together may all call it: they take turns.
     *
     * @param now the time to note
     */
    public void prepare(Instant now) {
        Migrations.control(database.unpooled());
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            turn(transaction);
            if (!transaction.fetchExists(VERSION)) {
                for (Projection projection : Projection.values()) {
                    insert(
                            transaction,
                            new Version(projection, FIRST, projection.definition(), State.ACTIVE, now, null));
                }
            }
            followed(transaction).stream()
                    .map(Version::schema)
                    .distinct()
                    .forEach(schema -> Migrations.projection(database.unpooled(), schema));
            ReadViews.show(transaction, active(transaction));
        });
    }

    /** By projection and age. */
    public List<Version> all() {
        return sql.selectFrom(VERSION)
                .orderBy(VERSION.PROJECTION, VERSION.SINCE, VERSION.SCHEMA_NAME)
                .fetch(Versions::version);
    }

    /** Those that the projector keeps current. */
    public List<Version> followed() {
        return followed(sql);
    }

    /** Schemas that the projector writes. */
    static Set<String> inUse(DSLContext transaction) {
        return followed(transaction).stream().map(Version::schema).collect(Collectors.toSet());
    }

    /** The version that is read. */
    public Version active(Projection projection) {
        return all().stream()
                .filter(version -> version.projection() == projection && version.state() == State.ACTIVE)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(projection.wire() + " has no active version"));
    }

    /** What can be switched back to: what was read before the version that is read, as long as it is kept current. */
    public Optional<Version> predecessor(Projection projection) {
        String before = active(projection).predecessor();
        return all().stream()
                .filter(version -> version.projection() == projection && version.state() == State.STANDBY)
                .filter(version -> version.schema().equals(before))
                .findFirst();
    }

    /** A name that no schema has had. */
    public String nextSchema() {
        long number = sql.fetchSingle("select nextval('control.schema_number')").get(0, Long.class);
        return "projection_" + number;
    }

    /**
     * Makes an empty schema of this name, for a version that is to be filled; repeating it changes nothing. It is noted
     * as ours before it is there, so that it never lies about unknown to all.
     */
    public void create(String schema, Set<Projection> projections, Instant now) {
        projections.forEach(projection ->
                insert(sql, new Version(projection, schema, projection.definition(), State.BUILDING, now, null)));
        Migrations.projection(database.unpooled(), schema);
    }

    /** Whether there is a schema of this name, whoever has made it. */
    public boolean isThere(String schema) {
        return sql.fetchSingle("select to_regnamespace(?) is not null", schema).get(0, Boolean.class);
    }

    /** Whether a schema is a version's. */
    public boolean isOurs(String schema) {
        return sql.fetchExists(VERSION, VERSION.SCHEMA_NAME.eq(schema));
    }

    /** Whether a schema is to be filled, or what somebody has left who was to fill it. */
    public boolean isBeingBuilt(String schema) {
        return sql.fetchExists(VERSION, VERSION.SCHEMA_NAME.eq(schema).and(VERSION.STATE.eq(State.BUILDING.wire())));
    }

    /** Leaves a version as it is, without the tables that nobody has filled: both or neither. */
    public void freeze(String schema, Set<Projection> projections, Instant now) {
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            Stream.of(Projection.values())
                    .filter(projection -> !projections.contains(projection))
                    .flatMap(projection -> projection.tables().stream())
                    .forEach(table -> transaction.execute(
                            "drop table if exists " + Migrations.checked(schema) + "." + table.getName()));
            become(transaction, schema, projections, State.FROZEN, now);
        });
    }

    /** Whether a schema is {@linkplain #freeze left as it is}, with nothing more to be done to it. */
    public boolean isFrozen(String schema) {
        return sql.fetchExists(VERSION, VERSION.SCHEMA_NAME.eq(schema).and(VERSION.STATE.eq(State.FROZEN.wire())));
    }

    /** Says what a version is there for from now on. */
    public void become(String schema, Set<Projection> projections, State state, Instant now) {
        become(sql, schema, projections, state, now);
    }

    private static void become(DSLContext sql, String schema, Set<Projection> projections, State state, Instant now) {
        sql.update(VERSION)
                .set(VERSION.STATE, state.wire())
                .set(VERSION.SINCE, now)
                .where(VERSION.SCHEMA_NAME.eq(schema))
                .and(VERSION.PROJECTION.in(names(projections)))
                .execute();
    }

    /**
     * Retires those of which nothing is read: they are neither followed nor switched to any more.
     *
     * @param which of them
     * @return what is retired by this, and by nobody else
     */
    static List<Version> retire(DSLContext transaction, Condition which, Instant now) {
        return transaction
                .update(VERSION)
                .set(VERSION.STATE, State.RETIRED.wire())
                .set(VERSION.SINCE, now)
                .where(VERSION.STATE.ne(State.ACTIVE.wire()))
                .and(which)
                .returning()
                .fetch(Versions::version);
    }

    /** Drops a schema and all that is known of it. */
    static void drop(DSLContext transaction, String schema) {
        transaction.deleteFrom(VERSION).where(VERSION.SCHEMA_NAME.eq(schema)).execute();
        Indexes.forget(transaction, schema);
        transaction.execute("drop schema if exists " + Migrations.checked(schema) + " cascade");
    }

    static void turn(DSLContext transaction) {
        transaction.fetch("select pg_advisory_xact_lock(hashtext('roundtable versions'))");
    }

    static Map<Projection, String> active(DSLContext transaction) {
        var active = new EnumMap<Projection, String>(Projection.class);
        transaction
                .selectFrom(VERSION)
                .where(VERSION.STATE.eq(State.ACTIVE.wire()))
                .fetch(Versions::version)
                .forEach(version -> active.put(version.projection(), version.schema()));
        return active;
    }

    private static List<Version> followed(DSLContext sql) {
        return sql
                .selectFrom(VERSION)
                .orderBy(VERSION.PROJECTION, VERSION.SINCE, VERSION.SCHEMA_NAME)
                .fetch(Versions::version)
                .stream()
                .filter(version -> version.state().isFollowed())
                .toList();
    }

    static Set<String> names(Set<Projection> projections) {
        return projections.stream().map(Projection::wire).collect(Collectors.toSet());
    }

    private static void insert(DSLContext sql, Version version) {
        var row = new VersionRecord();
        row.setProjection(version.projection().wire());
        row.setSchemaName(version.schema());
        row.setDefinition(version.definition());
        row.setState(version.state().wire());
        row.setSince(version.since());
        sql.insertInto(VERSION).set(row).onConflictDoNothing().execute();
    }

    private static Version version(VersionRecord row) {
        return new Version(
                Projection.of(row.getProjection()).orElseThrow(),
                row.getSchemaName(),
                row.getDefinition(),
                State.of(row.getState()),
                row.getSince(),
                row.getPredecessor());
    }
}

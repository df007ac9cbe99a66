package io.roundtable.persistence.version;

import static io.roundtable.persistence.jooq.control.Tables.VERSION;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.version.Version.State;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/**
 * Has another version read from now on. While reads go on, the old version's writers wait for a moment, until the new
 * one is where the old one is: nobody who has seen something reads what was before it.
 */
public final class Switching {

    /**
     * For a new version to be level with the old one while that stands still. It is kept current, so it takes
     * milliseconds; on a machine that is busy, and has not come to it, as long as a batch.
     */
    public static final Duration PATIENCE = Duration.ofMillis(800);

    /** Longest that a reader can be kept waiting by one attempt: for others that use a view which has to change. */
    private static final String LOCK_TIMEOUT = "set local lock_timeout = '400ms'";

    private static final long LOOK_EVERY_MS = 5;

    /** Records that a version may be behind, for its writers to be worth holding up those of the one that is read. */
    private static final long NEAR = 1_000;

    private final Database database;

    public Switching(Database database) {
        this.database = database;
    }

    /**
     * Switches, all projections at once or none. The version that was read becomes the one to switch back to.
     *
     * @param schema followed, and close behind
     * @param patience for it to come to where the active version is, once that stands still; at most a second
     * @return whether it has switched; not where the new version was too far behind, in which case nobody was kept
     *     waiting, or readers held on to the old one: trying again may help
     * @throws IllegalStateException where a version isn't followed
     */
    public boolean to(String schema, Set<Projection> projections, Instant now, Duration patience) {
        try {
            return database.control().transactionResult(configuration -> {
                DSLContext transaction = configuration.dsl();
                Versions.turn(transaction);
                transaction.execute(LOCK_TIMEOUT);
                var active = Versions.active(transaction);
                if (behind(transaction, active, schema, projections) > NEAR) {
                    return false;
                }
                var after = new EnumMap<>(active);
                projections.forEach(projection -> after.put(projection, schema));
                var views = ReadViews.changes(transaction, after); // nobody has to wait for this
                if (!isReached(transaction, active, schema, projections, patience)) {
                    return false;
                }
                noteWayBack(transaction, schema, projections);
                note(transaction, schema, projections, now);
                transaction.batch(views).execute();
                return true;
            });
        } catch (DataAccessException e) {
            if ("55P03".equals(e.sqlState()) || "40P01".equals(e.sqlState())) {
                return false;
            }
            throw e;
        }
    }

    /** Records that a version is behind those that are read, all projections together; 0 where it is level. */
    public long behind(String schema, Set<Projection> projections) {
        DSLContext sql = database.control();
        return behind(sql, Versions.active(sql), schema, projections);
    }

    /** Whether it is so close behind those that are read that {@link #to switching} can succeed at once. */
    public boolean isNear(String schema, Set<Projection> projections) {
        return behind(schema, projections) <= NEAR;
    }

    /** Nobody is kept waiting for this. */
    private static long behind(
            DSLContext sql, Map<Projection, String> active, String schema, Set<Projection> projections) {
        return projections.stream()
                .mapToLong(
                        projection -> behind(sql, projection, Objects.requireNonNull(active.get(projection)), schema))
                .sum();
    }

    private static long behind(DSLContext sql, Projection projection, String old, String schema) {
        String behind = """
            select coalesce(sum(greatest(o.log_offset - coalesce(n.log_offset, 0), 0)), 0)
            from %s.checkpoint o left join %s.checkpoint n using (projection, partition) where o.projection = ?\
            """.formatted(old, schema);
        return sql.fetchSingle(behind, projection.wire()).get(0, Long.class);
    }

    /** Has the versions that are read stand still, until this one is where they are. */
    private static boolean isReached(
            DSLContext transaction,
            Map<Projection, String> active,
            String schema,
            Set<Projection> projections,
            Duration patience) {
        for (Projection projection : EnumSet.copyOf(projections)) {
            String old = Objects.requireNonNull(active.get(projection));
            if (!old.equals(schema)) {
                transaction.fetch(
                        "select 1 from " + old + ".checkpoint where projection = ? order by partition for update",
                        projection.wire());
            }
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (behind(transaction, active, schema, projections) > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            transaction.fetch("select pg_sleep(?)", LOOK_EVERY_MS / 1_000.0);
        }
        return true;
    }

    /** Whoever goes back leaves no way: the version that was left so isn't what anybody would roll back to. */
    private static void noteWayBack(DSLContext transaction, String schema, Set<Projection> projections) {
        var read = VERSION.as("read");
        transaction
                .update(VERSION)
                .set(VERSION.PREDECESSOR, read.SCHEMA_NAME)
                .from(read)
                .where(VERSION.SCHEMA_NAME.eq(schema))
                .and(VERSION.PROJECTION.in(Versions.names(projections)))
                .and(read.PROJECTION.eq(VERSION.PROJECTION))
                .and(read.STATE.eq(State.ACTIVE.wire()))
                .and(read.SCHEMA_NAME.ne(schema))
                .and(read.PREDECESSOR.isDistinctFrom(schema))
                .execute();
    }

    private static void note(DSLContext transaction, String schema, Set<Projection> projections, Instant now) {
        transaction
                .update(VERSION)
                .set(VERSION.STATE, State.STANDBY.wire())
                .set(VERSION.SINCE, now)
                .where(VERSION.STATE.eq(State.ACTIVE.wire()))
                .and(VERSION.PROJECTION.in(Versions.names(projections)))
                .and(VERSION.SCHEMA_NAME.ne(schema))
                .execute();
        int switched = transaction
                .update(VERSION)
                .set(VERSION.STATE, State.ACTIVE.wire())
                .set(VERSION.SINCE, now)
                .where(VERSION.SCHEMA_NAME.eq(schema))
                .and(VERSION.PROJECTION.in(Versions.names(projections)))
                .and(VERSION.STATE.in(State.STANDBY.wire(), State.ACTIVE.wire()))
                .execute();
        if (switched != projections.size()) {
            throw new IllegalStateException(schema + " isn't kept current, so it can't be switched to");
        }
    }
}

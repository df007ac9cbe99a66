package io.roundtable.persistence.version;

import static io.roundtable.persistence.jooq.control.Tables.REBUILD;

import io.roundtable.persistence.jooq.control.tables.records.RebuildRecord;
import io.roundtable.persistence.version.Rebuild.Phase;
import io.roundtable.persistence.version.Rebuild.Plan;
import io.roundtable.persistence.version.Rebuild.Progress;
import io.roundtable.persistence.version.Rebuild.State;
import io.roundtable.persistence.version.Rebuild.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds that were asked for. One at a time is at work, by one worker at a time, which says so again and again; who
 * has been silent for {@link #SILENCE} is taken for dead, and another goes on in its place.
 */
public final class Rebuilds {

    public static final Duration SILENCE = Duration.ofSeconds(10);

    private static final List<String> OPEN =
            List.of(State.QUEUED.wire(), State.RUNNING.wire(), State.PAUSED.wire(), State.READY.wire());

    private static final String UNIQUE_VIOLATION = "23505";

    private final DSLContext sql;

    public Rebuilds(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Asks for one.
     *
     * @param schema that is to be filled; empty for the next number
     * @return false where another is at work
     */
    public boolean request(String id, String schema, Plan plan) {
        var row = new RebuildRecord();
        row.setRebuildId(id);
        row.setSchemaName(schema);
        row.setState(State.QUEUED.wire());
        row.setPhase(Phase.PREPARING.wire());
        RebuildRows.plan(row, plan);
        try {
            sql.insertInto(REBUILD).set(row).execute();
            return true;
        } catch (DataAccessException e) {
            if (UNIQUE_VIOLATION.equals(e.sqlState())) {
                return false;
            }
            throw e;
        }
    }

    public Optional<Rebuild> find(String id) {
        return sql.selectFrom(REBUILD).where(REBUILD.REBUILD_ID.eq(id)).fetchOptional(RebuildRows::rebuild);
    }

    /** The one at work. */
    public Optional<Rebuild> open() {
        return sql.selectFrom(REBUILD).where(REBUILD.STATE.in(OPEN)).fetchOptional(RebuildRows::rebuild);
    }

    /** The newest first. */
    public List<Rebuild> newest(int limit) {
        return sql.selectFrom(REBUILD)
                .orderBy(REBUILD.REQUESTED_AT.desc(), REBUILD.REBUILD_ID.desc())
                .limit(limit)
                .fetch(RebuildRows::rebuild);
    }

    /** Takes what is to be done; empty where there is nothing, or somebody is at it. */
    public Optional<Rebuild> claim(String worker, Instant now) {
        return sql.transactionResult(configuration -> {
            DSLContext transaction = configuration.dsl();
            return transaction
                    .selectFrom(REBUILD)
                    .where(REBUILD.STATE.in(OPEN))
                    .and(REBUILD.WORKER
                            .isNull()
                            .or(REBUILD.WORKER.eq(worker))
                            .or(REBUILD.BEAT_AT.lt(now.minus(SILENCE))))
                    .forUpdate()
                    .skipLocked()
                    .fetchOptional()
                    .map(row -> {
                        row.setWorker(worker);
                        row.setBeatAt(now);
                        if (row.getStartedAt() == null) {
                            row.setStartedAt(now);
                        }
                        if (row.getState().equals(State.QUEUED.wire())) {
                            row.setState(State.RUNNING.wire());
                        }
                        row.store();
                        return RebuildRows.rebuild(row);
                    });
        });
    }

    /** Names the schema that was made for it. */
    public void made(String id, String schema) {
        sql.update(REBUILD)
                .set(REBUILD.SCHEMA_NAME, schema)
                .where(REBUILD.REBUILD_ID.eq(id))
                .execute();
    }

    /**
     * Says that its worker is at it, and how far.
     *
     * @return what is wished
     * @throws Lost where another worker has it
     */
    public Optional<Wish> beat(
            String id, String worker, Instant now, State state, Phase phase, @Nullable Progress progress) {
        return sql.update(REBUILD)
                .set(REBUILD.BEAT_AT, now)
                .set(REBUILD.STATE, state.wire())
                .set(REBUILD.PHASE, phase.wire())
                .set(REBUILD.PROGRESS, RebuildRows.json(progress))
                .where(mine(id, worker))
                .returning(REBUILD.WISH)
                .fetchOptional()
                .map(row -> Optional.ofNullable(row.getWish()).map(RebuildRows::wish))
                .orElseThrow(() -> new Lost(id));
    }

    /** Another worker has gone on with a rebuild. */
    public static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1;

        Lost(String id) {
            super("another worker has " + id);
        }
    }

    /** What is wished, and not carried out yet. */
    public Optional<Wish> wish(String id) {
        return sql.select(REBUILD.WISH)
                .from(REBUILD)
                .where(REBUILD.REBUILD_ID.eq(id))
                .fetchOptional(REBUILD.WISH)
                .map(RebuildRows::wish);
    }

    /** A wish is carried out, unless there is a newer one. */
    public void granted(String id, Wish wish) {
        sql.update(REBUILD)
                .setNull(REBUILD.WISH)
                .where(REBUILD.REBUILD_ID.eq(id))
                .and(REBUILD.WISH.eq(wish.wire()))
                .execute();
    }

    public void compared(String id, Comparison comparison) {
        sql.update(REBUILD)
                .set(REBUILD.COMPARISON, RebuildRows.json(comparison))
                .where(REBUILD.REBUILD_ID.eq(id))
                .execute();
    }

    /** It is about to end so: whoever goes on with it only ends it. */
    public void failing(String id, String failure) {
        sql.update(REBUILD)
                .set(REBUILD.FAILURE, failure)
                .where(REBUILD.REBUILD_ID.eq(id))
                .execute();
    }

    /** It is over. */
    public void end(String id, State state, @Nullable String failure, Instant now) {
        sql.update(REBUILD)
                .set(REBUILD.STATE, state.wire())
                .set(REBUILD.FAILURE, failure)
                .set(REBUILD.ENDED_AT, now)
                .setNull(REBUILD.WISH)
                .where(REBUILD.REBUILD_ID.eq(id))
                .execute();
    }

    /** Lets another worker go on at once. */
    public void release(String id, String worker) {
        sql.update(REBUILD).setNull(REBUILD.WORKER).where(mine(id, worker)).execute();
    }

    /** @return false where it is in none of these states */
    public boolean wish(String id, Wish wish, Set<State> in) {
        return sql.update(REBUILD)
                        .set(REBUILD.WISH, wish.wire())
                        .where(REBUILD.REBUILD_ID.eq(id))
                        .and(REBUILD.STATE.in(in.stream().map(State::wire).toList()))
                        .execute()
                == 1;
    }

    private static Condition mine(String id, String worker) {
        return REBUILD.REBUILD_ID.eq(id).and(REBUILD.WORKER.eq(worker)).and(REBUILD.STATE.in(OPEN));
    }
}

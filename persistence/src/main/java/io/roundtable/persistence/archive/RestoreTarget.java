package io.roundtable.persistence.archive;

import static io.roundtable.persistence.jooq.control.Tables.FORMER_LOG;
import static io.roundtable.persistence.jooq.control.Tables.RESTORED_LOG;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.Migrations;
import io.roundtable.persistence.projection.Checkpoints;
import io.roundtable.persistence.projection.EventProjection;
import io.roundtable.persistence.query.FormerLog;
import io.roundtable.persistence.query.FormerLogs;
import io.roundtable.persistence.query.RestoredEvents;
import io.roundtable.persistence.version.Version;
import io.roundtable.persistence.version.Versions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/** The database beside an empty log, into which an archive is to be restored. */
public final class RestoreTarget {

    private final Database database;

    public RestoreTarget(Database database) {
        this.database = database;
    }

    /**
     * What is there already that would collide with a restored log; changes nothing.
     *
     * @param topicId of the log
     * @param isBegun whether the log holds a part of the archive, of which tables may have been filled by mistake
     * @return for people; empty where nothing is in the way
     */
    public Optional<String> obstacle(String topicId, boolean isBegun) {
        return isThere("control.version")
                ? new Versions(database)
                        .all().stream()
                                .filter(version -> version.state() != Version.State.RETIRED)
                                .map(Version::schema)
                                .distinct()
                                .filter(schema ->
                                        isThere(schema + ".checkpoint") && isOfAnother(topicId, isBegun, schema))
                                .findFirst()
                                .map(schema -> "the tables in the schema " + schema
                                        + " are of another log: restore into an empty database, or drop the schemas"
                                        + " control, projection and all projection_N (identity may stay)")
                : Optional.empty();
    }

    private boolean isOfAnother(String topicId, boolean isBegun, String schema) {
        return new Checkpoints(database.projection(schema))
                .all(EventProjection.NAME).stream()
                        .anyMatch(checkpoint -> (checkpoint.sequence() > 0 && !isBegun)
                                || !checkpoint.topicId().equals(topicId));
    }

    /** Whether there is anybody. */
    public boolean hasUsers() {
        return isThere("identity.users")
                && database.identity()
                        .fetchSingle("select exists (select from identity.users)")
                        .get(0, Boolean.class);
    }

    private boolean isThere(String table) {
        return database.control()
                .fetchSingle("select to_regclass(?) is not null", table)
                .get(0, Boolean.class);
    }

    /** The logs that were restored into the one that there is; changes nothing, whatever release the tables are of. */
    public List<FormerLog> formerLogs() {
        return isThere("control.former_log") ? new FormerLogs(database.control()).all() : List.of();
    }

    /**
     * The last event of each partition that has come by a restore; changes nothing.
     *
     * @param topicId of the log that there is
     * @return by partition; empty where it wasn't restored
     */
    public List<Long> restored(String topicId) {
        return isThere("control.restored_log") ? new RestoredEvents(database.control()).last(topicId) : List.of();
    }

    /** Whether exactly this {@linkplain #remember is noted} of the log that there is; changes nothing. */
    public boolean isRemembered(String topicId, List<Long> lastSequences, List<FormerLog> formers) {
        return restored(topicId).equals(lastSequences)
                && Set.copyOf(formerLogs()).equals(Set.copyOf(formers));
    }

    /**
     * Whether an attempt has put in these users and keys; changes nothing, whatever release the tables are of.
     *
     * @param topicId of the log that there is
     * @param sha256 of the sealed file
     */
    public boolean hasIdentity(String topicId, String sha256) {
        return isThere("control.restored_log")
                && database.control()
                        .fetchSingle(
                                "select exists (select from control.restored_log r where topic_id = ?"
                                        + " and to_jsonb(r) ->> 'identity_sha256' = ?)",
                                topicId,
                                sha256)
                        .get(0, Boolean.class);
    }

    /**
     * Notes that users and keys were put in.
     *
     * @param tx in which they are
     */
    public static void rememberIdentity(DSLContext tx, String topicId, String sha256) {
        tx.execute("update control.restored_log set identity_sha256 = ? where topic_id = ?", sha256, topicId);
    }

    /** Makes the schemas where they are missing. */
    public void prepare(Instant now) {
        Migrations.identity(database.unpooled());
        new Versions(database).prepare(now);
    }

    /**
     * Notes what is restored, and whose tokens clients may still have, in the place of what an attempt that broke off has
     * noted.
     *
     * @param topicId of the log that there is
     * @param lastSequences of what is restored into it, by partition
     */
    public void remember(String topicId, List<Long> lastSequences, List<FormerLog> formers, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        database.control().transaction(configuration -> {
            DSLContext tx = configuration.dsl();
            // of logs that were restored into one that there isn't any more, or of an attempt
            tx.deleteFrom(FORMER_LOG).execute();
            tx.deleteFrom(RESTORED_LOG).execute();
            tx.insertInto(RESTORED_LOG)
                    .set(RESTORED_LOG.TOPIC_ID, topicId)
                    .set(RESTORED_LOG.LAST_SEQUENCES, lastSequences.toArray(Long[]::new))
                    .set(RESTORED_LOG.RESTORED_AT, at)
                    .execute();
            for (FormerLog log : formers) {
                tx.insertInto(FORMER_LOG)
                        .set(FORMER_LOG.TOPIC_ID, log.topicId())
                        .set(FORMER_LOG.RENUMBERED, log.renumbered())
                        .set(FORMER_LOG.LAST_SEQUENCES, log.lastSequences().toArray(Long[]::new))
                        .set(FORMER_LOG.RESTORED_AT, at)
                        .onConflictDoNothing()
                        .execute();
            }
        });
    }
}

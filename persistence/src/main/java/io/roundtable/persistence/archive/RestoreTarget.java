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
     * @param topicId of the empty log
     * @return for people; empty where nothing is in the way
     */
    public Optional<String> obstacle(String topicId) {
        return isThere("control.version")
                ? new Versions(database)
                        .all().stream()
                                .filter(version -> version.state() != Version.State.RETIRED)
                                .map(Version::schema)
                                .distinct()
                                .filter(schema -> isThere(schema + ".checkpoint") && isOfAnother(topicId, schema))
                                .findFirst()
                                .map(schema -> "the tables in the schema " + schema
                                        + " are of another log: restore into an empty database, or drop the schemas"
                                        + " control, projection and all projection_N (identity may stay)")
                : Optional.empty();
    }

    private boolean isOfAnother(String topicId, String schema) {
        return new Checkpoints(database.projection(schema))
                .all(EventProjection.NAME).stream()
                        .anyMatch(checkpoint -> checkpoint.sequence() > 0
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

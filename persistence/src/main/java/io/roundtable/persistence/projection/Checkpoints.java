package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;

import io.roundtable.persistence.jooq.projection.tables.records.CheckpointRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.DSLContext;

/** Where each projection goes on in each partition. This is the truth; Kafka's group offsets mean nothing. */
public final class Checkpoints {

    private final DSLContext sql;

    public Checkpoints(DSLContext sql) {
        this.sql = sql;
    }

    /** All of a projection, by partition. */
    public List<Checkpoint> all(String projection) {
        return sql.selectFrom(CHECKPOINT)
                .where(CHECKPOINT.PROJECTION.eq(projection))
                .orderBy(CHECKPOINT.PARTITION)
                .fetch(Checkpoints::checkpoint);
    }

    /**
     * The checkpoint of one partition, made before the first record where there is none yet.
     *
     * @throws SequenceBroken where the checkpoint is of another topic
     */
    public Checkpoint open(String projection, String topicId, int partition) {
        sql.insertInto(CHECKPOINT)
                .set(row(new Checkpoint(projection, topicId, partition, 0, 0)))
                .onConflictDoNothing()
                .execute();
        Checkpoint found = sql.selectFrom(CHECKPOINT)
                .where(CHECKPOINT.PROJECTION.eq(projection))
                .and(CHECKPOINT.PARTITION.eq(partition))
                .fetchSingle(Checkpoints::checkpoint);
        if (!found.topicId().equals(topicId)) {
            throw SequenceBroken.otherTopic(found, topicId);
        }
        return found;
    }

    /**
     * Moves on, first of all in a transaction: this takes the row's lock, so that of two writers one waits and is then
     * fenced.
     *
     * @param at the time of the last record that counts from now on
     * @throws FencedException where somebody else has moved it meanwhile
     */
    static void move(DSLContext transaction, Checkpoint from, Checkpoint to, Instant at) {
        int moved = transaction
                .update(CHECKPOINT)
                .set(CHECKPOINT.SEQUENCE, to.sequence())
                .set(CHECKPOINT.LOG_OFFSET, to.offset())
                .set(CHECKPOINT.AT, at.truncatedTo(ChronoUnit.MICROS))
                .where(CHECKPOINT.PROJECTION.eq(from.projection()))
                .and(CHECKPOINT.PARTITION.eq(from.partition()))
                .and(CHECKPOINT.TOPIC_ID.eq(from.topicId()))
                .and(CHECKPOINT.SEQUENCE.eq(from.sequence()))
                .and(CHECKPOINT.LOG_OFFSET.eq(from.offset()))
                .execute();
        if (moved == 0) {
            throw new FencedException(from);
        }
    }

    private static CheckpointRecord row(Checkpoint checkpoint) {
        CheckpointRecord row = new CheckpointRecord();
        row.setProjection(checkpoint.projection());
        row.setTopicId(checkpoint.topicId());
        row.setPartition(checkpoint.partition());
        row.setSequence(checkpoint.sequence());
        row.setLogOffset(checkpoint.offset());
        return row;
    }

    private static Checkpoint checkpoint(CheckpointRecord row) {
        return new Checkpoint(
                row.getProjection(), row.getTopicId(), row.getPartition(), row.getSequence(), row.getLogOffset());
    }
}

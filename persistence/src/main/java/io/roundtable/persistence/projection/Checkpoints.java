package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;

import io.roundtable.persistence.jooq.projection.tables.records.CheckpointRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Where each projection goes on in each partition. This is the truth; Kafka's group offsets mean nothing. */
public final class Checkpoints {

    private static final Field<Long> NEXT_SEQUENCE = DSL.field("next.to_sequence", Long.class);
    private static final Field<Long> NEXT_OFFSET = DSL.field("next.to_offset", Long.class);
    private static final Field<Instant> NEXT_AT = DSL.field("next.at", Instant.class);

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
     * From where to where.
     *
     * @param at the time of the last record that counts from now on
     */
    record Move(Checkpoint from, Checkpoint to, Instant at) {}

    /**
     * Moves on, first of all in a transaction: this takes the rows' locks, so that of two writers one waits and is then
     * fenced.
     *
     * @param moves of different partitions, of one projection and one topic
     * @throws FencedException where somebody else has moved one of them meanwhile
     */
    static void move(DSLContext transaction, List<Move> moves) {
        var first = moves.getFirst().from();
        var next = DSL.table(
                "unnest({0}, {1}, {2}, {3}, {4}, {5}) as next (partition, sequence, log_offset, to_sequence,"
                        + " to_offset, at)",
                array(moves, Integer[]::new, move -> move.from().partition()),
                array(moves, Long[]::new, move -> move.from().sequence()),
                array(moves, Long[]::new, move -> move.from().offset()),
                array(moves, Long[]::new, move -> move.to().sequence()),
                array(moves, Long[]::new, move -> move.to().offset()),
                array(moves, Instant[]::new, move -> move.at().truncatedTo(ChronoUnit.MICROS)));
        Set<Integer> moved = transaction
                .update(CHECKPOINT)
                .set(CHECKPOINT.SEQUENCE, NEXT_SEQUENCE)
                .set(CHECKPOINT.LOG_OFFSET, NEXT_OFFSET)
                .set(CHECKPOINT.AT, NEXT_AT)
                .from(next)
                .where(CHECKPOINT.PROJECTION.eq(first.projection()))
                .and(CHECKPOINT.TOPIC_ID.eq(first.topicId()))
                .and(CHECKPOINT.PARTITION.eq(DSL.field("next.partition", Integer.class)))
                .and(CHECKPOINT.SEQUENCE.eq(DSL.field("next.sequence", Long.class)))
                .and(CHECKPOINT.LOG_OFFSET.eq(DSL.field("next.log_offset", Long.class)))
                .returning(CHECKPOINT.PARTITION)
                .fetchSet(CHECKPOINT.PARTITION);
        for (Move move : moves) {
            if (!moved.contains(move.from().partition())) {
                throw new FencedException(move.from());
            }
        }
    }

    private static <V> Field<V[]> array(List<Move> moves, IntFunction<V[]> empty, Function<Move, V> value) {
        return DSL.val(moves.stream().map(value).toArray(empty));
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

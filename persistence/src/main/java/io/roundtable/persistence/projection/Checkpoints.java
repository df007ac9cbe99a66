package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;

import io.roundtable.persistence.jooq.projection.tables.records.CheckpointRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;

/** Where each projection goes on in each partition. This is the truth; Kafka's group offsets mean nothing. */
public final class Checkpoints {

    /** After {@code update checkpoint as c}: its parameters are {@link #COLUMNS}, the projection and the topic's id. */
    private static final String MOVES = """
        set "sequence" = m.to_sequence, "log_offset" = m.to_offset, "at" = m.at::timestamptz
        from unnest(?::int4[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::text[])
          as m ("partition", "sequence", log_offset, to_sequence, to_offset, at)
        where c.projection = ? and c.topic_id = ?
          and c."partition" = m."partition" and c."sequence" = m."sequence" and c.log_offset = m.log_offset
        returning c."partition"
        """;

    private static final List<Column> COLUMNS = List.of(
            new Column("int4", move -> move.from().partition()),
            new Column("int8", move -> move.from().sequence()),
            new Column("int8", move -> move.from().offset()),
            new Column("int8", move -> move.to().sequence()),
            new Column("int8", move -> move.to().offset()),
            new Column("text", move -> TimeText.of(move.at())));

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
        // straight through JDBC: jOOQ would make the same text each time, which takes longer than what it is for
        String statement = "update " + transaction.render(CHECKPOINT) + " as c " + MOVES;
        Set<Integer> moved = transaction.connectionResult(connection -> {
            try (PreparedStatement update = connection.prepareStatement(statement)) {
                bind(update, moves);
                return partitions(update);
            }
        });
        for (Move move : moves) {
            if (!moved.contains(move.from().partition())) {
                throw new FencedException(move.from());
            }
        }
    }

    /**
     * What a move has in a column.
     *
     * @param type the column's, as PostgreSQL calls it
     */
    private record Column(String type, Function<Move, Object> value) {}

    private static void bind(PreparedStatement update, List<Move> moves) throws SQLException {
        int parameter = 0;
        for (Column column : COLUMNS) {
            Object[] values = moves.stream().map(column.value()).toArray();
            update.setArray(++parameter, update.getConnection().createArrayOf(column.type(), values));
        }
        Checkpoint first = moves.getFirst().from();
        update.setString(++parameter, first.projection());
        update.setString(++parameter, first.topicId());
    }

    private static Set<Integer> partitions(PreparedStatement update) throws SQLException {
        Set<Integer> partitions = new HashSet<>();
        try (ResultSet rows = update.executeQuery()) {
            while (rows.next()) {
                partitions.add(rows.getInt(1));
            }
        }
        return partitions;
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

package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.POISON_RECORD;

import io.roundtable.persistence.jooq.projection.tables.records.PoisonRecordRecord;
import io.roundtable.persistence.projection.Checkpoints.Move;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSON;

/**
 * Writes records that could not be handled into {@code poison_record}, for operators to see.
 *
 * <p>As with outcomes, the checkpoint's sequence is its offset, and only moves forward.
 */
public final class PoisonProjection implements StretchWriter<DeadRecord> {

    public static final String NAME = "poison";

    private final DSLContext sql;

    public PoisonProjection(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Writes what comes next in some partitions and moves their checkpoints in one transaction. A record that is there
     * already stays as it is.
     *
     * @param stretches of different partitions, each by offset, none before its checkpoint
     * @return where they end, in the same order
     * @throws SequenceBroken where one doesn't come after its checkpoint; nothing was written
     * @throws FencedException where somebody else has written to one meanwhile; nothing was written
     */
    @Override
    public List<Checkpoint> write(List<Stretch<DeadRecord>> stretches) {
        List<Move> moves = stretches.stream()
                .map(stretch -> stretch.moveByOffset(DeadRecord::offset, DeadRecord::time))
                .toList();
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            Checkpoints.move(transaction, moves);
            for (DeadRecord record : Stretch.records(stretches)) {
                if (record.poison() != null) {
                    transaction
                            .insertInto(POISON_RECORD)
                            .set(row(record.poison()))
                            .onConflictDoNothing()
                            .execute();
                }
            }
        });
        return moves.stream().map(Move::to).toList();
    }

    private static PoisonRecordRecord row(Poison poison) {
        PoisonRecordRecord row = new PoisonRecordRecord();
        row.setDeadLetterId(poison.id());
        row.setTopic(poison.origin().topic());
        row.setPartition(poison.origin().partition());
        row.setLogOffset(poison.origin().offset());
        row.setReason(poison.reason());
        row.setRecordKey(poison.key());
        row.setRecordValue(poison.value());
        row.setHeaders(JSON.valueOf(poison.headers()));
        row.setCut(poison.cut());
        row.setAt(poison.at().truncatedTo(ChronoUnit.MICROS));
        return row;
    }
}

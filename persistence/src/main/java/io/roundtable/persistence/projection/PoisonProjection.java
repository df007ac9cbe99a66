package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.POISON_RECORD;

import io.roundtable.persistence.jooq.projection.tables.records.PoisonRecordRecord;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSON;

/**
 * Writes records that could not be handled into {@code poison_record}, for operators to see.
 *
 * <p>As with outcomes, the checkpoint's sequence is its offset, and only moves forward.
 */
public final class PoisonProjection {

    public static final String NAME = "poison";

    private final DSLContext sql;

    public PoisonProjection(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Writes a batch and moves the checkpoint in one transaction. A record that is there already stays as it is.
     *
     * @param batch by offset, none before {@code from}
     * @return where this batch ends
     * @throws SequenceBroken where the batch doesn't come after {@code from}; nothing was written
     * @throws FencedException where somebody else has written meanwhile; nothing was written
     */
    public Checkpoint write(Checkpoint from, List<DeadRecord> batch) {
        if (batch.isEmpty()) {
            return from;
        }
        Checkpoint to = end(from, batch);
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            Checkpoints.move(transaction, from, to, batch.getLast().time());
            for (DeadRecord record : batch) {
                if (record.poison() != null) {
                    transaction
                            .insertInto(POISON_RECORD)
                            .set(row(record.poison()))
                            .onConflictDoNothing()
                            .execute();
                }
            }
        });
        return to;
    }

    private static Checkpoint end(Checkpoint from, List<DeadRecord> batch) {
        long next = from.offset();
        for (DeadRecord record : batch) {
            if (record.offset() < next) {
                throw SequenceBroken.offset(from, next, record.offset());
            }
            next = record.offset() + 1;
        }
        return from.movedTo(next, next);
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

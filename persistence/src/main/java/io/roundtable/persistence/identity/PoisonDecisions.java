package io.roundtable.persistence.identity;

import static io.roundtable.persistence.jooq.identity.Tables.POISON_DECISIONS;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What operators have decided about records that could not be handled: each is decided about once. */
public final class PoisonDecisions {

    /** After which a redrive that hasn't ended was cut off, and may be begun again. */
    private static final Duration CUT_OFF = Duration.ofMinutes(1);

    private static final String REDRIVING = "redriving";
    private static final String REDRIVEN = "redriven";
    private static final String DISCARDED = "discarded";

    private final DSLContext sql;

    public PoisonDecisions(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * @param by the operator's id
     * @return false where it is decided already
     */
    public boolean discard(String deadLetter, String reason, String by, Instant now) {
        return decide(deadLetter, DISCARDED, reason, by, now);
    }

    /**
     * The bytes are about to be appended; {@link #redriven} follows.
     *
     * @return false where it is decided already, or being redriven
     */
    public boolean begin(String deadLetter, String by, Instant now) {
        return decide(deadLetter, REDRIVING, null, by, now);
    }

    public void redriven(String deadLetter, int partition, long offset) {
        sql.update(POISON_DECISIONS)
                .set(POISON_DECISIONS.STATUS, REDRIVEN)
                .set(POISON_DECISIONS.REDRIVEN_PARTITION, partition)
                .set(POISON_DECISIONS.REDRIVEN_OFFSET, offset)
                .where(POISON_DECISIONS.DEAD_LETTER_ID.eq(deadLetter))
                .execute();
    }

    private boolean decide(String deadLetter, String status, @Nullable String reason, String by, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        int decided = sql.insertInto(POISON_DECISIONS)
                .set(POISON_DECISIONS.DEAD_LETTER_ID, deadLetter)
                .set(POISON_DECISIONS.STATUS, status)
                .set(POISON_DECISIONS.REASON, reason)
                .set(POISON_DECISIONS.DECIDED_BY, by)
                .set(POISON_DECISIONS.DECIDED_AT, at)
                .onConflict(POISON_DECISIONS.DEAD_LETTER_ID)
                .doUpdate()
                .set(POISON_DECISIONS.STATUS, status)
                .set(POISON_DECISIONS.REASON, reason)
                .set(POISON_DECISIONS.DECIDED_BY, by)
                .set(POISON_DECISIONS.DECIDED_AT, at)
                .where(POISON_DECISIONS.STATUS.eq(REDRIVING))
                .and(POISON_DECISIONS.DECIDED_AT.lt(at.minus(CUT_OFF)))
                .execute();
        return decided > 0;
    }
}

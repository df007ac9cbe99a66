package io.roundtable.persistence.audit;

import static io.roundtable.persistence.jooq.control.Tables.AUDIT;
import static io.roundtable.persistence.jooq.control.Tables.AUDITOR;
import static io.roundtable.persistence.jooq.control.Tables.AUDIT_FAULT;
import static org.jooq.impl.DSL.excluded;

import io.roundtable.persistence.audit.Account.Marks;
import io.roundtable.persistence.audit.Account.Reading;
import io.roundtable.persistence.audit.Account.Totals;
import io.roundtable.persistence.jooq.control.tables.records.AuditFaultRecord;
import io.roundtable.persistence.jooq.control.tables.records.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/** Accounts of commands, in the schema {@code control}. */
public final class Audits {

    /** Who has been silent for so long is taken for dead. */
    public static final Duration SILENCE = Duration.ofSeconds(10);

    /** Most faults that are kept of a partition. */
    public static final int MAX_FAULTS = 1_000;

    private final DSLContext sql;

    public Audits(DSLContext sql) {
        this.sql = sql;
    }

    /** Makes this worker the one that audits, or says that it still does; false while another one does. */
    public boolean claim(String worker, Instant now) {
        return sql.insertInto(AUDITOR, AUDITOR.ONE, AUDITOR.WORKER, AUDITOR.BEAT_AT)
                        .values(true, worker, now)
                        .onConflict(AUDITOR.ONE)
                        .doUpdate()
                        .set(AUDITOR.WORKER, excluded(AUDITOR.WORKER))
                        .set(AUDITOR.BEAT_AT, excluded(AUDITOR.BEAT_AT))
                        .where(AUDITOR.WORKER.eq(worker).or(AUDITOR.BEAT_AT.lt(now.minus(SILENCE))))
                        .execute()
                == 1;
    }

    /** Lets another worker go on at once. */
    public void release(String worker) {
        sql.deleteFrom(AUDITOR).where(AUDITOR.WORKER.eq(worker)).execute();
    }

    /** By partition. */
    public List<Account> all() {
        return sql.selectFrom(AUDIT).orderBy(AUDIT.PARTITION).fetch(Audits::account);
    }

    /** In the order in which they were found. */
    public List<AuditFault> faults(int limit) {
        return sql.selectFrom(AUDIT_FAULT)
                .orderBy(AUDIT_FAULT.FOUND_AT, AUDIT_FAULT.PARTITION, AUDIT_FAULT.COMMAND_OFFSET)
                .limit(limit)
                .fetch(Audits::fault);
    }

    /** Writes the first account of a partition, or a new one in place of one that says nothing any more. */
    public void begin(Account account) {
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            transaction
                    .deleteFrom(AUDIT_FAULT)
                    .where(AUDIT_FAULT.PARTITION.eq(account.partition()))
                    .execute();
            transaction
                    .deleteFrom(AUDIT)
                    .where(AUDIT.PARTITION.eq(account.partition()))
                    .execute();
            transaction.insertInto(AUDIT).set(row(account)).execute();
        });
    }

    /**
     * Moves an account on, with what was found on the way.
     *
     * @throws DataAccessException where somebody else has written meanwhile; nothing was written
     */
    public void move(Account from, Account to, List<AuditFault> found) {
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            int moved = transaction
                    .update(AUDIT)
                    .set(row(to))
                    .where(AUDIT.PARTITION.eq(from.partition()))
                    .and(isAt(from.marks()))
                    .execute();
            if (moved == 0) {
                throw new DataAccessException("the account of partition " + from.partition() + " is another's now");
            }
            int there = transaction.fetchCount(AUDIT_FAULT, AUDIT_FAULT.PARTITION.eq(from.partition()));
            found.stream()
                    .limit(Math.max(0, MAX_FAULTS - there))
                    .forEach(fault -> transaction
                            .insertInto(AUDIT_FAULT)
                            .set(row(fault))
                            .onConflictDoNothing()
                            .execute());
        });
    }

    private static Condition isAt(Marks marks) {
        return AUDIT.FIRST_OFFSET
                .eq(marks.first())
                .and(AUDIT.NEXT_OFFSET.eq(marks.next()))
                .and(AUDIT.REPLY_OFFSET.eq(marks.replies().from()))
                .and(AUDIT.REPLY_SEEN.eq(marks.replies().seen()))
                .and(AUDIT.LETTER_OFFSET.eq(marks.letters().from()))
                .and(AUDIT.LETTER_SEEN.eq(marks.letters().seen()));
    }

    private static AuditRecord row(Account account) {
        var row = new AuditRecord();
        row.setPartition(account.partition());
        row.setTopics(account.topics());
        row.setFirstOffset(account.marks().first());
        row.setNextOffset(account.marks().next());
        row.setReplyOffset(account.marks().replies().from());
        row.setReplySeen(account.marks().replies().seen());
        row.setLetterOffset(account.marks().letters().from());
        row.setLetterSeen(account.marks().letters().seen());
        row.setSettled(account.totals().settled());
        row.setApplied(account.totals().applied());
        row.setRejected(account.totals().rejected());
        row.setDeadLettered(account.totals().deadLettered());
        row.setFaults(account.totals().faults());
        row.setInFlight(account.totals().inFlight());
        row.setSince(account.since().truncatedTo(ChronoUnit.MICROS));
        row.setAt(account.at().truncatedTo(ChronoUnit.MICROS));
        return row;
    }

    private static Account account(AuditRecord row) {
        var marks = new Marks(
                row.getFirstOffset(),
                row.getNextOffset(),
                new Reading(row.getReplyOffset(), row.getReplySeen()),
                new Reading(row.getLetterOffset(), row.getLetterSeen()));
        var totals = new Totals(
                row.getSettled(),
                row.getApplied(),
                row.getRejected(),
                row.getDeadLettered(),
                row.getFaults(),
                row.getInFlight());
        return new Account(row.getPartition(), row.getTopics(), marks, totals, row.getSince(), row.getAt());
    }

    private static AuditFaultRecord row(AuditFault fault) {
        var row = new AuditFaultRecord();
        row.setPartition(fault.partition());
        row.setKind(fault.kind().wire());
        row.setCommandOffset(fault.commandOffset());
        row.setRecordOffset(fault.recordOffset());
        row.setCommandId(fault.commandId());
        row.setFoundAt(fault.foundAt().truncatedTo(ChronoUnit.MICROS));
        return row;
    }

    private static AuditFault fault(AuditFaultRecord row) {
        return new AuditFault(
                row.getPartition(),
                AuditFault.Kind.valueOf(row.getKind().toUpperCase(Locale.ROOT)),
                row.getCommandOffset(),
                row.getRecordOffset(),
                row.getCommandId(),
                row.getFoundAt());
    }
}

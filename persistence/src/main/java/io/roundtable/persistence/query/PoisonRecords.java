package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.identity.Tables.POISON_DECISIONS;
import static io.roundtable.persistence.jooq.projection.Tables.POISON_RECORD;

import io.roundtable.persistence.query.PoisonView.Decision;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectFromStep;
import org.jooq.SelectJoinStep;
import org.jooq.SelectSelectStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The records that could not be handled, by time, with what operators have decided about them. */
public final class PoisonRecords {

    private static final String WAITING = "waiting";

    private static final Field<Integer> KEY_BYTES = DSL.field(
                    "octet_length({0})", Integer.class, POISON_RECORD.RECORD_KEY)
            .as("key_bytes");
    private static final Field<Integer> VALUE_BYTES = DSL.field(
                    "octet_length({0})", Integer.class, POISON_RECORD.RECORD_VALUE)
            .as("value_bytes");

    private final DSLContext sql;

    public PoisonRecords(DSLContext sql) {
        this.sql = sql;
    }

    /** Which are wanted; null for any. */
    public record Filter(@Nullable String status, @Nullable String topic) {}

    /** The bytes of a record. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    public record Bytes(byte @Nullable [] key, byte @Nullable [] value, String headers) {}

    public Page<PoisonView, PoisonView.Key> page(Filter filter, PageRequest<PoisonView.Key> request) {
        Condition wanted = wanted(filter);
        Count count = request.counted() ? Count.of(sql, from(DSL.selectOne()).where(wanted)) : null;
        PoisonView.Key after = request.after();
        List<PoisonView> found = from(select())
                .where(wanted)
                .and(
                        after == null
                                ? DSL.noCondition()
                                : request.beyond(
                                        POISON_RECORD.AT, POISON_RECORD.DEAD_LETTER_ID, after.at(), after.id()))
                .orderBy(request.order(POISON_RECORD.AT), request.order(POISON_RECORD.DEAD_LETTER_ID))
                .limit(request.fetched())
                .fetch(PoisonRecords::view);
        return Page.of(found, request, view -> new PoisonView.Key(view.at(), view.id()), count);
    }

    public Optional<PoisonView> find(String id) {
        return from(select()).where(POISON_RECORD.DEAD_LETTER_ID.eq(id)).fetchOptional(PoisonRecords::view);
    }

    /** At most 4 MiB. */
    public Bytes bytes(String id) {
        return sql.selectFrom(POISON_RECORD)
                .where(POISON_RECORD.DEAD_LETTER_ID.eq(id))
                .fetchSingle(row -> new Bytes(
                        row.getRecordKey(),
                        row.getRecordValue(),
                        row.getHeaders().data()));
    }

    private SelectSelectStep<Record> select() {
        return sql.select(
                        POISON_RECORD.DEAD_LETTER_ID,
                        POISON_RECORD.TOPIC,
                        POISON_RECORD.PARTITION,
                        POISON_RECORD.LOG_OFFSET,
                        POISON_RECORD.REASON,
                        POISON_RECORD.CUT,
                        POISON_RECORD.AT,
                        KEY_BYTES,
                        VALUE_BYTES)
                .select(
                        POISON_DECISIONS.STATUS,
                        POISON_DECISIONS.REASON,
                        POISON_DECISIONS.DECIDED_BY,
                        POISON_DECISIONS.DECIDED_AT);
    }

    private static <R extends Record> SelectJoinStep<R> from(SelectFromStep<R> select) {
        return select.from(POISON_RECORD)
                .leftJoin(POISON_DECISIONS)
                .on(POISON_DECISIONS.DEAD_LETTER_ID.eq(POISON_RECORD.DEAD_LETTER_ID));
    }

    private static Condition wanted(Filter filter) {
        Condition wanted = DSL.noCondition();
        if (filter.topic() != null) {
            wanted = wanted.and(POISON_RECORD.TOPIC.eq(filter.topic()));
        }
        if (filter.status() != null) {
            wanted = wanted.and(
                    filter.status().equals(WAITING)
                            ? POISON_DECISIONS.STATUS.isNull()
                            : POISON_DECISIONS.STATUS.eq(filter.status()));
        }
        return wanted;
    }

    private static PoisonView view(Record row) {
        String status = row.get(POISON_DECISIONS.STATUS);
        return new PoisonView(
                row.get(POISON_RECORD.DEAD_LETTER_ID),
                new PoisonView.Origin(
                        row.get(POISON_RECORD.TOPIC),
                        row.get(POISON_RECORD.PARTITION),
                        row.get(POISON_RECORD.LOG_OFFSET)),
                row.get(POISON_RECORD.REASON),
                row.get(KEY_BYTES),
                row.get(VALUE_BYTES),
                row.get(POISON_RECORD.CUT),
                row.get(POISON_RECORD.AT),
                status == null
                        ? null
                        : new Decision(
                                status,
                                row.get(POISON_DECISIONS.REASON),
                                row.get(POISON_DECISIONS.DECIDED_BY),
                                row.get(POISON_DECISIONS.DECIDED_AT)));
    }
}

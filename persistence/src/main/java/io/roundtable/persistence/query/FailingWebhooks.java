package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.WEBHOOK;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Webhooks of all workspaces that get nothing any more, or didn't take what they got lately. */
public final class FailingWebhooks {

    private final DSLContext sql;

    public FailingWebhooks(DSLContext sql) {
        this.sql = sql;
    }

    /** Those that were disabled. */
    public Found disabled(int first) {
        return found(WEBHOOK.STATE.eq(DSL.inline("disabled")), WEBHOOK.UPDATED_AT, first);
    }

    /** Those that are enabled, and of which an attempt has failed since then. */
    public Found failing(Instant since, int first) {
        return found(
                WEBHOOK.STATE.eq(DSL.inline("enabled")).and(WEBHOOK.LAST_ERROR_AT.gt(since)),
                WEBHOOK.LAST_ERROR_AT,
                first);
    }

    /**
     * How many, and some of them.
     *
     * @param first the latest
     */
    public record Found(Count count, List<WebhookView> first) {
        public Found {
            first = List.copyOf(first);
        }
    }

    private Found found(Condition wanted, Field<Instant> time, int first) {
        var some = sql.selectFrom(WEBHOOK)
                .where(wanted)
                .orderBy(time.desc())
                .limit(first)
                .fetch(WebhookOf::view);
        return new Found(Count.of(sql, DSL.selectOne().from(WEBHOOK).where(wanted)), some);
    }
}

package io.roundtable.persistence.identity;

import static io.roundtable.persistence.jooq.identity.Tables.SANDBOX_KEYS;
import static io.roundtable.persistence.jooq.identity.Tables.WEBHOOK_SECRETS;
import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;
import static io.roundtable.persistence.jooq.projection.Tables.SANDBOX;
import static io.roundtable.persistence.jooq.projection.Tables.SUBSCRIPTION;
import static io.roundtable.persistence.jooq.projection.Tables.WEBHOOK;
import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.persistence.projection.EventProjection;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Deletes the credentials of what isn't there any more: keys of deleted sandboxes, secrets of removed webhooks. They
 * aren't on the log, so nothing of it deletes them.
 *
 * <p>That a row is missing proves nothing alone: tables that lag, or are being filled anew, lack what is there. So a
 * credential goes only where the tables of its workspace have come past its making by an hour of the log's own time: what
 * it was made for had been on the log by then, and so is gone. Where nothing is said, nothing is deleted.
 */
public final class Leftovers {

    private final DSLContext sql;

    /** @param sql over the schema of the projection that is read */
    public Leftovers(DSLContext sql) {
        this.sql = sql;
    }

    /** Deletes keys of sandboxes that are deleted, at most {@code limit}; every node hears of those that were good. */
    public int purgeKeys(int limit) {
        var isThere = DSL.exists(sql.selectOne()
                .from(SANDBOX)
                .where(SANDBOX.WORKSPACE_ID.eq(SANDBOX_KEYS.WORKSPACE_ID))
                .and(SANDBOX.SANDBOX_ID.eq(SANDBOX_KEYS.SANDBOX_ID)));
        var left = sql.select(SANDBOX_KEYS.KEY_ID)
                .from(SANDBOX_KEYS)
                .join(WORKSPACE)
                .on(WORKSPACE.WORKSPACE_ID.eq(SANDBOX_KEYS.WORKSPACE_ID))
                .where(DSL.not(isThere))
                .and(isPast(SANDBOX_KEYS.CREATED_AT))
                .limit(limit)
                .forUpdate()
                .of(SANDBOX_KEYS)
                .skipLocked();
        return sql.deleteFrom(SANDBOX_KEYS).where(SANDBOX_KEYS.KEY_ID.in(left)).execute();
    }

    /**
     * Deletes secrets of webhooks that are removed, or gone with their sandboxes, and of subscriptions that are deleted;
     * at most {@code limit}.
     */
    public int purgeSecrets(int limit) {
        var ofSandbox = DSL.exists(sql.selectOne()
                .from(WEBHOOK)
                .where(WEBHOOK.WORKSPACE_ID.eq(WEBHOOK_SECRETS.WORKSPACE_ID))
                .and(WEBHOOK.SANDBOX_ID.eq(WEBHOOK_SECRETS.ENDPOINT_ID)));
        var ofSubscription = DSL.exists(sql.selectOne()
                .from(SUBSCRIPTION)
                .where(SUBSCRIPTION.WORKSPACE_ID.eq(WEBHOOK_SECRETS.WORKSPACE_ID))
                .and(SUBSCRIPTION.SUBSCRIPTION_ID.eq(WEBHOOK_SECRETS.ENDPOINT_ID)));
        var left = sql.select(WEBHOOK_SECRETS.SECRET_ID)
                .from(WEBHOOK_SECRETS)
                .join(WORKSPACE)
                .on(WORKSPACE.WORKSPACE_ID.eq(WEBHOOK_SECRETS.WORKSPACE_ID))
                .where(WEBHOOK_SECRETS
                        .ENDPOINT_ID
                        .startsWith(SandboxId.PREFIX)
                        .or(WEBHOOK_SECRETS.ENDPOINT_ID.startsWith(SubscriptionId.PREFIX)))
                .andNot(ofSandbox)
                .andNot(ofSubscription)
                .and(isPast(WEBHOOK_SECRETS.CREATED_AT))
                .limit(limit)
                .forUpdate() // and looked at again once it is locked: a webhook that is set anew renews its secret
                .of(WEBHOOK_SECRETS)
                .skipLocked();
        return sql.deleteFrom(WEBHOOK_SECRETS)
                .where(WEBHOOK_SECRETS.SECRET_ID.in(left))
                .execute();
    }

    /** That the workspace's tables are; asked last, as a switch locks the checkpoints last. */
    private Condition isPast(Field<Instant> madeAt) {
        return DSL.exists(sql.selectOne()
                .from(CHECKPOINT)
                .where(CHECKPOINT.PARTITION.eq(WORKSPACE.PARTITION))
                .and(CHECKPOINT.PROJECTION.eq(EventProjection.NAME))
                .and(CHECKPOINT.AT.gt(DSL.field("{0} + interval '1 hour'", Instant.class, madeAt))));
    }
}

package io.roundtable.persistence.identity;

import static io.roundtable.persistence.jooq.identity.Tables.SANDBOX_KEYS;

import io.roundtable.contract.KeyId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.identity.SandboxKey.Dates;
import io.roundtable.persistence.identity.SandboxKey.Owner;
import io.roundtable.persistence.jooq.identity.tables.records.SandboxKeysRecord;
import io.roundtable.persistence.query.Count;
import io.roundtable.persistence.query.Page;
import io.roundtable.persistence.query.PageRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The keys of sandboxes. Only SHA-256 hashes are written. A sandbox has at most {@value #MOST_LIVE} that are good, and
 * the {@value #MOST_REVOKED} revoked ones made last are remembered.
 */
public final class SandboxKeys {

    public static final int MOST_LIVE = 100;

    static final int MOST_REVOKED = 100;

    private final DSLContext sql;

    public SandboxKeys(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Adds a key.
     *
     * @param text the whole key, of at least 128 random bits: it is hashed without a salt
     * @return whether there was room for it
     */
    public boolean insert(SandboxKey key, String text) {
        return sql.transactionResult(configuration -> {
            DSLContext tx = configuration.dsl();
            takeTurns(tx, key.owner());
            Condition ofOwner = of(key.owner());
            int live = tx.fetchCount(SANDBOX_KEYS, ofOwner.and(SANDBOX_KEYS.REVOKED_AT.isNull()));
            if (live >= MOST_LIVE) {
                return false;
            }
            forgetOldest(tx, ofOwner);
            tx.insertInto(SANDBOX_KEYS).set(row(key, KeyProof.hash(text))).execute();
            return true;
        });
    }

    /** The proof of a key that is good; absent where there is none, or it was revoked. */
    public Optional<KeyProof> proof(KeyId id) {
        return sql.selectFrom(SANDBOX_KEYS)
                .where(SANDBOX_KEYS.KEY_ID.eq(id.value()))
                .and(SANDBOX_KEYS.REVOKED_AT.isNull())
                .fetchOptional(row -> new KeyProof(new KeyId(row.getKeyId()), owner(row), row.getKeyHash()));
    }

    /** The keys of a sandbox by order of making, revoked ones too. */
    public Page<SandboxKey, KeyId> page(Owner owner, PageRequest<KeyId> request) {
        var found = sql.selectFrom(SANDBOX_KEYS)
                .where(of(owner))
                .and(beyond(request))
                .orderBy(request.order(SANDBOX_KEYS.KEY_ID))
                .limit(request.fetched())
                .fetch(SandboxKeys::key);
        return Page.of(found, request, SandboxKey::id, request.counted() ? count(owner) : null);
    }

    /**
     * Ends a key; every node hears of it. One that has ended stays as it is.
     *
     * @return whether the sandbox has such a key
     */
    public boolean revoke(Owner owner, KeyId id, Instant now) {
        Condition named = of(owner).and(SANDBOX_KEYS.KEY_ID.eq(id.value()));
        int revoked = sql.update(SANDBOX_KEYS)
                .set(SANDBOX_KEYS.REVOKED_AT, now.truncatedTo(ChronoUnit.MICROS))
                .where(named)
                .and(SANDBOX_KEYS.REVOKED_AT.isNull())
                .execute();
        return revoked == 1 || sql.fetchExists(SANDBOX_KEYS, named);
    }

    /** Takes down when keys were used, in one batch; never sets a time back. */
    public void used(Map<KeyId, Instant> uses) {
        var updates = uses.entrySet().stream()
                .map(use -> {
                    Instant at = use.getValue().truncatedTo(ChronoUnit.MICROS);
                    return sql.update(SANDBOX_KEYS)
                            .set(SANDBOX_KEYS.LAST_USED_AT, at)
                            .where(SANDBOX_KEYS.KEY_ID.eq(use.getKey().value()))
                            .and(SANDBOX_KEYS.LAST_USED_AT.isNull().or(SANDBOX_KEYS.LAST_USED_AT.lt(at)));
                })
                .toList();
        sql.batch(updates).execute();
    }

    /** So that of two that are made at once neither is the hundred and first. */
    private static void takeTurns(DSLContext tx, Owner owner) {
        tx.execute(
                "select pg_advisory_xact_lock(hashtextextended({0}, 0))",
                DSL.val(owner.sandbox().value()));
    }

    private static void forgetOldest(DSLContext tx, Condition ofOwner) {
        tx.deleteFrom(SANDBOX_KEYS)
                .where(SANDBOX_KEYS.KEY_ID.in(tx.select(SANDBOX_KEYS.KEY_ID)
                        .from(SANDBOX_KEYS)
                        .where(ofOwner.and(SANDBOX_KEYS.REVOKED_AT.isNotNull()))
                        .orderBy(SANDBOX_KEYS.KEY_ID.desc())
                        .offset(MOST_REVOKED)))
                .execute();
    }

    private Count count(Owner owner) {
        return Count.of(sql, DSL.selectOne().from(SANDBOX_KEYS).where(of(owner)));
    }

    private static Condition beyond(PageRequest<KeyId> request) {
        KeyId after = request.after();
        return after == null ? DSL.noCondition() : request.beyond(SANDBOX_KEYS.KEY_ID, after.value());
    }

    private static Condition of(Owner owner) {
        return SANDBOX_KEYS
                .WORKSPACE_ID
                .eq(owner.workspace().value())
                .and(SANDBOX_KEYS.SANDBOX_ID.eq(owner.sandbox().value()));
    }

    private static SandboxKeysRecord row(SandboxKey key, byte[] hash) {
        var row = new SandboxKeysRecord();
        row.setKeyId(key.id().value());
        row.setWorkspaceId(key.owner().workspace().value());
        row.setSandboxId(key.owner().sandbox().value());
        row.setName(key.name());
        row.setKeyHash(hash);
        row.setCreatedAt(key.dates().createdAt());
        return row;
    }

    private static SandboxKey key(SandboxKeysRecord row) {
        return new SandboxKey(
                new KeyId(row.getKeyId()),
                owner(row),
                row.getName(),
                new Dates(row.getCreatedAt(), row.getLastUsedAt(), row.getRevokedAt()));
    }

    private static Owner owner(SandboxKeysRecord row) {
        return new Owner(new WorkspaceId(row.getWorkspaceId()), new SandboxId(row.getSandboxId()));
    }
}

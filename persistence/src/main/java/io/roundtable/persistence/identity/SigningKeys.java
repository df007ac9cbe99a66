package io.roundtable.persistence.identity;

import static io.roundtable.persistence.jooq.identity.Tables.SIGNING_KEYS;

import io.roundtable.persistence.jooq.identity.tables.records.SigningKeysRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The keys that sign access tokens, shared by all nodes. The newest that isn't retired signs. */
public final class SigningKeys {

    /** More can't be alive unless somebody rotates them every few seconds. */
    private static final int MAX_ACCEPTED = 1_000;

    private final DSLContext sql;
    private final MasterKey masterKey;

    public SigningKeys(DSLContext sql, MasterKey masterKey) {
        this.sql = sql;
        this.masterKey = masterKey;
    }

    /** The keys whose signatures are good, the newest first. */
    public List<VerificationKey> accepted(Instant now) {
        return sql.selectFrom(SIGNING_KEYS)
                .where(SIGNING_KEYS.NOT_AFTER.gt(now))
                .orderBy(SIGNING_KEYS.CREATED_AT.desc(), SIGNING_KEYS.KID.desc())
                .limit(MAX_ACCEPTED)
                .fetch(SigningKeys::verificationKey);
    }

    /**
     * The key that signs.
     *
     * @throws IllegalStateException where it is sealed under another master key than the configured one
     */
    public Optional<SigningKey> current(Instant now) {
        return sql.selectFrom(SIGNING_KEYS)
                .where(SIGNING_KEYS.RETIRES_AT.gt(now))
                .orderBy(SIGNING_KEYS.CREATED_AT.desc(), SIGNING_KEYS.KID.desc())
                .limit(1)
                .fetchOptional(this::signingKey);
    }

    /**
     * Makes a new key that signs from now on.
     *
     * @param acceptedFor how long the signatures of the key that it replaces stay good
     */
    public void rotate(Instant now, Duration acceptedFor, Supplier<SigningKey> maker) {
        sql.transaction(configuration -> replace(lock(configuration.dsl()), now, acceptedFor, maker));
    }

    /**
     * The same, unless a key younger than {@code age} signs; of nodes that ask at once, one makes it.
     *
     * @return whether a key was made
     */
    public boolean rotateIfOlder(Duration age, Instant now, Duration acceptedFor, Supplier<SigningKey> maker) {
        return sql.transactionResult(configuration -> {
            DSLContext tx = lock(configuration.dsl());
            boolean young = tx.fetchExists(
                    SIGNING_KEYS, SIGNING_KEYS.RETIRES_AT.gt(now).and(SIGNING_KEYS.CREATED_AT.gt(now.minus(age))));
            if (!young) {
                replace(tx, now, acceptedFor, maker);
            }
            return !young;
        });
    }

    /** Deletes the keys that nobody accepts any more. */
    public int purge(Instant now) {
        return sql.deleteFrom(SIGNING_KEYS)
                .where(SIGNING_KEYS.NOT_AFTER.le(now))
                .execute();
    }

    private static DSLContext lock(DSLContext tx) {
        tx.execute("lock table {0} in share row exclusive mode", SIGNING_KEYS);
        return tx;
    }

    private void replace(DSLContext tx, Instant now, Duration acceptedFor, Supplier<SigningKey> maker) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        // Another node's clock may have been ahead when it made the key.
        var retires = DSL.greatest(SIGNING_KEYS.CREATED_AT, DSL.val(at));
        tx.update(SIGNING_KEYS)
                .set(SIGNING_KEYS.RETIRES_AT, retires)
                .set(SIGNING_KEYS.NOT_AFTER, DSL.greatest(retires, DSL.val(at.plus(acceptedFor))))
                .where(SIGNING_KEYS.RETIRES_AT.gt(now))
                .execute();
        tx.insertInto(SIGNING_KEYS).set(row(maker.get())).execute();
    }

    private SigningKeysRecord row(SigningKey key) {
        VerificationKey published = key.published();
        MasterKey.Sealed sealed =
                masterKey.seal(context(published.kid()), key.privateJwk().getBytes(StandardCharsets.UTF_8));
        SigningKeysRecord row = new SigningKeysRecord();
        row.setKid(published.kid());
        row.setPublicJwk(published.publicJwk());
        row.setPrivateJwk(sealed.bytes());
        row.setMasterKeyId(sealed.masterKeyId());
        row.setCreatedAt(published.createdAt());
        row.setRetiresAt(published.retiresAt());
        row.setNotAfter(published.notAfter());
        return row;
    }

    private SigningKey signingKey(SigningKeysRecord row) {
        MasterKey.Sealed sealed = new MasterKey.Sealed(row.getPrivateJwk(), row.getMasterKeyId());
        byte[] jwk = masterKey.open(context(row.getKid()), sealed);
        return new SigningKey(verificationKey(row), new String(jwk, StandardCharsets.UTF_8));
    }

    private static VerificationKey verificationKey(SigningKeysRecord row) {
        return new VerificationKey(
                row.getKid(), row.getPublicJwk(), row.getCreatedAt(), row.getRetiresAt(), row.getNotAfter());
    }

    static String context(String kid) {
        return "signing key " + kid;
    }
}

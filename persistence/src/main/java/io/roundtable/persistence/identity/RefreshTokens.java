package io.roundtable.persistence.identity;

import static io.roundtable.persistence.jooq.identity.Tables.REFRESH_FAMILIES;
import static io.roundtable.persistence.jooq.identity.Tables.REFRESH_TOKENS;

import io.roundtable.contract.UserId;
import io.roundtable.persistence.jooq.identity.tables.records.RefreshFamiliesRecord;
import io.roundtable.persistence.jooq.identity.tables.records.RefreshTokensRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Refresh tokens, each good for one use. The tokens that came of one login are a family: when one of them is presented
 * twice, somebody has stolen it, and as nobody can tell who the whole family ends (RFC 9700, section 4.14.2).
 *
 * <p>Only SHA-256 hashes are written.
 */
public final class RefreshTokens {

    private final DSLContext sql;

    public RefreshTokens(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Begins a family.
     *
     * @param id of the family, not used before
     * @param familyEnds past which none of its tokens is good, however often it was refreshed
     */
    public void open(String id, UserId user, NewRefreshToken first, Instant familyEnds) {
        sql.transaction(configuration -> {
            DSLContext tx = configuration.dsl();
            tx.insertInto(REFRESH_FAMILIES)
                    .set(REFRESH_FAMILIES.FAMILY_ID, id)
                    .set(REFRESH_FAMILIES.USER_ID, user.value())
                    .set(REFRESH_FAMILIES.CREATED_AT, first.issuedAt())
                    .set(REFRESH_FAMILIES.EXPIRES_AT, familyEnds.truncatedTo(ChronoUnit.MICROS))
                    .execute();
            insert(tx, id, first);
        });
    }

    /** Takes a token and puts the next in its place, or says why not. */
    public Refresh rotate(String presented, NewRefreshToken next) {
        return sql.transactionResult(configuration -> {
            DSLContext tx = configuration.dsl();
            Optional<RefreshFamiliesRecord> family = lockFamily(tx, presented);
            return family.isPresent() ? rotate(tx, family.get(), presented, next) : new Refresh.Unknown();
        });
    }

    /**
     * Ends the family of a token, used or not.
     *
     * @return whether there was one to end
     */
    public boolean revoke(String token, Instant now) {
        return sql.update(REFRESH_FAMILIES)
                        .set(REFRESH_FAMILIES.REVOKED_AT, now.truncatedTo(ChronoUnit.MICROS))
                        .from(REFRESH_TOKENS)
                        .where(REFRESH_TOKENS.TOKEN_HASH.eq(hash(token)))
                        .and(REFRESH_FAMILIES.FAMILY_ID.eq(REFRESH_TOKENS.FAMILY_ID))
                        .and(REFRESH_FAMILIES.REVOKED_AT.isNull())
                        .execute()
                == 1;
    }

    /** Ends all families of a user. */
    public void revokeAll(UserId user, Instant now) {
        sql.update(REFRESH_FAMILIES)
                .set(REFRESH_FAMILIES.REVOKED_AT, now.truncatedTo(ChronoUnit.MICROS))
                .where(REFRESH_FAMILIES.USER_ID.eq(user.value()))
                .and(REFRESH_FAMILIES.REVOKED_AT.isNull())
                .execute();
    }

    /**
     * Deletes families that are past their end.
     *
     * @return how many, at most {@code limit}; call again while it is that many
     */
    public int purge(Instant now, int limit) {
        return sql.deleteFrom(REFRESH_FAMILIES)
                .where(REFRESH_FAMILIES.FAMILY_ID.in(sql.select(REFRESH_FAMILIES.FAMILY_ID)
                        .from(REFRESH_FAMILIES)
                        .where(REFRESH_FAMILIES.EXPIRES_AT.le(now))
                        .limit(limit)))
                .execute();
    }

    /** The family's row is the lock: of two uses of one token at the same time the second sees the first. */
    private static Optional<RefreshFamiliesRecord> lockFamily(DSLContext tx, String token) {
        return tx.selectFrom(REFRESH_FAMILIES)
                .where(REFRESH_FAMILIES.FAMILY_ID.eq(tx.select(REFRESH_TOKENS.FAMILY_ID)
                        .from(REFRESH_TOKENS)
                        .where(REFRESH_TOKENS.TOKEN_HASH.eq(hash(token)))))
                .forUpdate()
                .fetchOptional();
    }

    private static Refresh rotate(DSLContext tx, RefreshFamiliesRecord family, String presented, NewRefreshToken next) {
        Instant now = next.issuedAt();
        RefreshTokensRecord token = tx.selectFrom(REFRESH_TOKENS)
                .where(REFRESH_TOKENS.TOKEN_HASH.eq(hash(presented)))
                .fetchSingle();
        if (family.getRevokedAt() != null) {
            return new Refresh.Revoked();
        }
        if (token.getUsedAt() != null) {
            family.setRevokedAt(now);
            family.update();
            return new Refresh.Reused(new UserId(family.getUserId()));
        }
        if (!token.getExpiresAt().isAfter(now) || !family.getExpiresAt().isAfter(now)) {
            return new Refresh.Expired();
        }
        token.setUsedAt(now);
        token.update();
        insert(tx, family.getFamilyId(), next.endingBy(family.getExpiresAt()));
        return new Refresh.Rotated(new UserId(family.getUserId()));
    }

    private static void insert(DSLContext tx, String family, NewRefreshToken token) {
        tx.insertInto(REFRESH_TOKENS)
                .set(REFRESH_TOKENS.TOKEN_HASH, hash(token.value()))
                .set(REFRESH_TOKENS.FAMILY_ID, family)
                .set(REFRESH_TOKENS.ISSUED_AT, token.issuedAt())
                .set(REFRESH_TOKENS.EXPIRES_AT, token.expiresAt())
                .execute();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}

package io.roundtable.persistence.identity;

import static io.roundtable.persistence.jooq.identity.Tables.WEBHOOK_SECRETS;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.webhook.WebhookSecret;
import io.roundtable.persistence.jooq.identity.tables.records.WebhookSecretsRecord;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The secrets that webhooks are signed with, sealed under the master key. An endpoint has one that goes on; after a
 * rotation those before it stay valid beside it for an overlap, so that receivers can change over.
 */
public final class WebhookSecrets {

    /** How many may be valid at the same time: each makes every delivery's signature longer. */
    public static final int MAX_VALID = 5;

    public static final Duration DEFAULT_OVERLAP = Duration.ofDays(1);
    public static final Duration MAX_OVERLAP = Duration.ofDays(7);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final DSLContext sql;
    private final MasterKey masterKey;

    public WebhookSecrets(DSLContext sql, MasterKey masterKey) {
        this.sql = sql;
        this.masterKey = masterKey;
    }

    /**
     * Makes the first secret of an endpoint; of nodes that ask at once, one makes it.
     *
     * @return the new one, shown this once; empty where there is one already, which stays the same, but counts as made
     *     now, so that it isn't taken for a {@linkplain Leftovers leftover} of a webhook that was removed
     */
    public Optional<WebhookSecret> create(WebhookEndpoint endpoint, Instant now) {
        int renewed = sql.update(WEBHOOK_SECRETS)
                .set(WEBHOOK_SECRETS.CREATED_AT, now.truncatedTo(ChronoUnit.MICROS))
                .where(isOf(endpoint))
                .and(WEBHOOK_SECRETS.EXPIRES_AT.isNull())
                .execute();
        if (renewed > 0) {
            return Optional.empty();
        }
        WebhookSecret secret = WebhookSecret.random();
        int made = sql.insertInto(WEBHOOK_SECRETS)
                .set(row(endpoint, secret, now))
                .onConflictDoNothing()
                .execute();
        return made == 1 ? Optional.of(secret) : Optional.empty();
    }

    /**
     * Makes a new secret. All before it end after the overlap at the latest: at once, where it is zero.
     *
     * @param overlap 0 s to 7 d
     */
    public SecretRotation rotate(WebhookEndpoint endpoint, Duration overlap, Instant now) {
        if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
            throw new IllegalArgumentException("Secrets may overlap for 0 s to 7 d, not " + overlap);
        }
        return sql.transactionResult(configuration -> rotate(configuration.dsl(), endpoint, overlap, now));
    }

    /**
     * The secrets to sign with, the newest first; empty where the endpoint has none.
     *
     * @throws IllegalStateException where one is sealed under another master key than the configured one
     */
    public List<WebhookSecret> valid(WebhookEndpoint endpoint, Instant now) {
        return sql.selectFrom(WEBHOOK_SECRETS)
                .where(isOf(endpoint))
                .and(isValid(now))
                .orderBy(WEBHOOK_SECRETS.EXPIRES_AT.desc().nullsFirst(), WEBHOOK_SECRETS.CREATED_AT.desc())
                .limit(MAX_VALID)
                .fetch(this::secret);
    }

    /** Deletes all of an endpoint's. */
    public int delete(WebhookEndpoint endpoint) {
        return sql.deleteFrom(WEBHOOK_SECRETS).where(isOf(endpoint)).execute();
    }

    /** Deletes ones that have ended, at most {@code limit}. */
    public int purge(Instant now, int limit) {
        return sql.deleteFrom(WEBHOOK_SECRETS)
                .where(WEBHOOK_SECRETS.SECRET_ID.in(sql.select(WEBHOOK_SECRETS.SECRET_ID)
                        .from(WEBHOOK_SECRETS)
                        .where(WEBHOOK_SECRETS.EXPIRES_AT.le(now))
                        .limit(limit)))
                .execute();
    }

    private SecretRotation rotate(DSLContext tx, WebhookEndpoint endpoint, Duration overlap, Instant now) {
        // No row can be the lock: the one that goes on becomes another by what is done here.
        tx.execute("select pg_advisory_xact_lock(hashtextextended({0}, 0))", DSL.val(lock(endpoint)));
        if (!tx.fetchExists(WEBHOOK_SECRETS, isOf(endpoint).and(WEBHOOK_SECRETS.EXPIRES_AT.isNull()))) {
            return new SecretRotation.Unknown();
        }
        Instant end = now.plus(overlap).truncatedTo(ChronoUnit.MICROS);
        if (end.isAfter(now) && tx.fetchCount(WEBHOOK_SECRETS, isOf(endpoint).and(isValid(now))) >= MAX_VALID) {
            return new SecretRotation.TooMany();
        }
        tx.update(WEBHOOK_SECRETS)
                .set(WEBHOOK_SECRETS.EXPIRES_AT, DSL.least(DSL.coalesce(WEBHOOK_SECRETS.EXPIRES_AT, end), DSL.val(end)))
                .where(isOf(endpoint))
                .execute();
        tx.deleteFrom(WEBHOOK_SECRETS)
                .where(isOf(endpoint))
                .and(WEBHOOK_SECRETS.EXPIRES_AT.le(now))
                .execute();
        WebhookSecret secret = WebhookSecret.random();
        tx.insertInto(WEBHOOK_SECRETS).set(row(endpoint, secret, now)).execute();
        return new SecretRotation.Rotated(secret);
    }

    private WebhookSecretsRecord row(WebhookEndpoint endpoint, WebhookSecret secret, Instant now) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String id = "whs_" + HexFormat.of().formatHex(random);
        MasterKey.Sealed sealed = masterKey.seal(context(endpoint, id), secret.key());
        WebhookSecretsRecord row = new WebhookSecretsRecord();
        row.setSecretId(id);
        row.setWorkspaceId(endpoint.workspace().value());
        row.setEndpointId(endpoint.id());
        row.setSecret(sealed.bytes());
        row.setMasterKeyId(sealed.masterKeyId());
        row.setCreatedAt(now.truncatedTo(ChronoUnit.MICROS));
        return row;
    }

    private WebhookSecret secret(WebhookSecretsRecord row) {
        WebhookEndpoint endpoint = new WebhookEndpoint(new WorkspaceId(row.getWorkspaceId()), row.getEndpointId());
        MasterKey.Sealed sealed = new MasterKey.Sealed(row.getSecret(), row.getMasterKeyId());
        return WebhookSecret.of(masterKey.open(context(endpoint, row.getSecretId()), sealed));
    }

    private static Condition isOf(WebhookEndpoint endpoint) {
        return WEBHOOK_SECRETS
                .WORKSPACE_ID
                .eq(endpoint.workspace().value())
                .and(WEBHOOK_SECRETS.ENDPOINT_ID.eq(endpoint.id()));
    }

    private static Condition isValid(Instant now) {
        return WEBHOOK_SECRETS.EXPIRES_AT.isNull().or(WEBHOOK_SECRETS.EXPIRES_AT.gt(now));
    }

    private static String lock(WebhookEndpoint endpoint) {
        return "webhook secrets of " + endpoint.id() + " in " + endpoint.workspace();
    }

    /** What a secret is sealed for, so that rows can't be moved to another tenant's endpoint. */
    static String context(WebhookEndpoint endpoint, String id) {
        return "webhook secret " + id + " of " + endpoint.id() + " in " + endpoint.workspace();
    }
}

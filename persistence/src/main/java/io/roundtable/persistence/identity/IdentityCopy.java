package io.roundtable.persistence.identity;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.Json;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;

/**
 * Takes users, the keys of sandboxes, webhooks' secrets and signing keys out of a database and puts them into another,
 * which may have another master key: what comes out is in the clear, and whoever has it seals it. Sessions stay behind:
 * their users log in again.
 */
public final class IdentityCopy {

    private static final int FETCH = 500;

    private final DSLContext sql;
    private final MasterKey masterKey;

    /** @param sql over the schema {@code identity}, whose statements may take long */
    public IdentityCopy(DSLContext sql, MasterKey masterKey) {
        this.sql = sql;
        this.masterKey = masterKey;
    }

    /**
     * One row.
     *
     * @param row its columns by name, without what is sealed
     * @param context what a secret is sealed for; null where the row has none
     * @param secret in the clear
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    record Line(String table, RawJson row, @Nullable String context, byte @Nullable [] secret) {}

    /** A table, and where its secret stands. */
    private enum Part {
        USERS("users", null),
        SANDBOX_KEYS("sandbox_keys", null),
        SIGNING_KEYS("signing_keys", "private_jwk"),
        WEBHOOK_SECRETS("webhook_secrets", "secret");

        private final String table;
        private final @Nullable String secret;

        Part(String table, @Nullable String secret) {
            this.table = table;
            this.secret = secret;
        }

        static Part of(String table) {
            for (Part part : values()) {
                if (part.table.equals(table)) {
                    return part;
                }
            }
            throw new IllegalArgumentException("no table of identity is copied by the name " + table);
        }

        String context(Record row) {
            return switch (this) {
                case SIGNING_KEYS -> SigningKeys.context(row.get("kid", String.class));
                case WEBHOOK_SECRETS ->
                    WebhookSecrets.context(
                            new WebhookEndpoint(
                                    new WorkspaceId(row.get("workspace_id", String.class)),
                                    row.get("endpoint_id", String.class)),
                            row.get("secret_id", String.class));
                case USERS, SANDBOX_KEYS -> throw new IllegalStateException(table + " has no secrets");
            };
        }
    }

    /**
     * Tells of all rows as they are at one moment.
     *
     * @param to is given a line of JSON for each, with secrets in the clear
     * @throws IllegalStateException where a secret is sealed under another master key than the configured one
     */
    public void write(Consumer<byte[]> to) {
        sql.transaction(configuration -> {
            DSLContext tx = configuration.dsl();
            tx.execute("set transaction isolation level repeatable read, read only");
            for (Part part : Part.values()) {
                try (var rows = query(tx, part).fetchSize(FETCH).fetchLazy()) {
                    rows.forEach(row -> to.accept(Json.write(line(part, row))));
                }
            }
        });
    }

    private static ResultQuery<Record> query(DSLContext tx, Part part) {
        return part.secret == null
                ? tx.resultQuery(
                        "select to_jsonb(t)::text as \"row\" from identity.%s t order by 1".formatted(part.table))
                : tx.resultQuery(
                        "select (to_jsonb(t) - '%s' - 'master_key_id')::text as \"row\", t.* from identity.%s t"
                                .formatted(part.secret, part.table));
    }

    private Line line(Part part, Record row) {
        var columns = new RawJson(row.get("row", String.class));
        if (part.secret == null) {
            return new Line(part.table, columns, null, null);
        }
        String context = part.context(row);
        var sealed = new MasterKey.Sealed(row.get(part.secret, byte[].class), row.get("master_key_id", String.class));
        return new Line(part.table, columns, context, masterKey.open(context, sealed));
    }

    /**
     * Puts in all rows, or none.
     *
     * @param from gives a line at a time, and null after the last one
     * @param note what else is to be written in the same transaction
     */
    public void read(Supplier<byte @Nullable []> from, Consumer<DSLContext> note) {
        sql.transaction(configuration -> {
            DSLContext tx = configuration.dsl();
            for (byte[] bytes = from.get(); bytes != null; bytes = from.get()) {
                insert(tx, Json.read(bytes, Line.class));
            }
            note.accept(tx);
        });
    }

    private void insert(DSLContext tx, Line line) {
        Part part = Part.of(line.table());
        byte[] secret = line.secret();
        if (part.secret == null || secret == null || line.context() == null) {
            tx.execute(
                    "insert into identity.%1$s select * from jsonb_populate_record(null::identity.%1$s, ?::jsonb)"
                            .formatted(part.table),
                    line.row().text());
            return;
        }
        MasterKey.Sealed sealed = masterKey.seal(line.context(), secret);
        tx.execute(
                ("insert into identity.%1$s select * from jsonb_populate_record(null::identity.%1$s, ?::jsonb ||"
                                + " jsonb_build_object('%2$s', ?::text, 'master_key_id', ?::text))")
                        .formatted(part.table, part.secret),
                line.row().text(),
                "\\x" + HexFormat.of().formatHex(sealed.bytes()),
                sealed.masterKeyId());
    }
}

package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.WEBHOOK;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.jooq.projection.tables.records.WebhookRecord;
import java.util.Optional;
import org.jooq.DSLContext;

/** The webhook of one sandbox. */
public final class WebhookOf {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public WebhookOf(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    public Seen<Optional<WebhookView>> find(int partition, WorkspaceId workspace, SandboxId sandbox) {
        return Seen.of(
                reflected,
                partition,
                () -> sql.selectFrom(WEBHOOK)
                        .where(WEBHOOK.WORKSPACE_ID.eq(workspace.value()))
                        .and(WEBHOOK.SANDBOX_ID.eq(sandbox.value()))
                        .fetchOptional(WebhookOf::view));
    }

    static WebhookView view(WebhookRecord row) {
        return new WebhookView(
                new WorkspaceId(row.getWorkspaceId()),
                new SandboxId(row.getSandboxId()),
                row.getUrl(),
                row.getMaxInFlight(),
                row.getState().equals("enabled"),
                row.getDisabledReason(),
                row.getLastError(),
                row.getLastErrorAt(),
                new Stamp(
                        row.getCreatedAt(),
                        row.getUpdatedAt(),
                        row.getVersion(),
                        row.getPartition(),
                        row.getSequence()));
    }
}

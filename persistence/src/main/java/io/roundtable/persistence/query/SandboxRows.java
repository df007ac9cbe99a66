package io.roundtable.persistence.query;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.persistence.jooq.projection.tables.records.SandboxRecord;
import io.roundtable.persistence.query.SandboxView.Configuration;
import io.roundtable.persistence.query.SandboxView.HealthView;
import java.util.Locale;

/** Rows as what is shown of them. */
final class SandboxRows {

    private SandboxRows() {}

    static SandboxView view(SandboxRecord row) {
        return new SandboxView(
                new WorkspaceId(row.getWorkspaceId()),
                new SandboxId(row.getSandboxId()),
                row.getName(),
                SandboxStatus.valueOf(row.getStatus().toUpperCase(Locale.ROOT)),
                row.getContainerId(),
                new Configuration(
                        new RawJson(row.getAgentConfig().data()),
                        new RawJson(row.getResourceLimits().data()),
                        new RawJson(row.getConnectionDetails().data()),
                        new RawJson(row.getDelivery().data()),
                        new RawJson(row.getLabels().data())),
                new HealthView(
                        Health.valueOf(row.getHealth().toUpperCase(Locale.ROOT)),
                        row.getLastHeartbeatAt(),
                        row.getHealthDetail()),
                row.getCreatedSequence(),
                new Stamp(
                        row.getCreatedAt(),
                        row.getUpdatedAt(),
                        row.getVersion(),
                        row.getPartition(),
                        row.getSequence()));
    }
}

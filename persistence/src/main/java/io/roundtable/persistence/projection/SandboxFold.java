package io.roundtable.persistence.projection;

import io.roundtable.contract.SandboxEvent;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.persistence.jooq.projection.tables.records.SandboxRecord;
import java.util.function.Consumer;

/** Sandboxes. One that is deleted has no row any more; its messages stay. */
final class SandboxFold {

    private SandboxFold() {}

    static void want(FoldedTables tables, SandboxEvent event) {
        tables.sandboxes.want(event.workspaceId().value(), event.sandboxId().value());
    }

    static void apply(FoldedTables tables, SandboxEvent event, Place place) {
        switch (event) {
            case SandboxCreated created -> create(tables, created, place);
            case SandboxChanged changed -> edit(tables, changed, place, row -> define(row, changed.definition()));
            case SandboxStatusChanged moved -> edit(tables, moved, place, row -> move(row, moved));
            case SandboxHealthReported reported -> change(tables, reported, place, row -> hear(row, reported));
            case SandboxDeleted deleted -> {
                tables.sandboxes.remove(row(tables, deleted));
                Counters.sandboxes(tables, deleted.workspaceId(), -1);
            }
        }
    }

    private static void create(FoldedTables tables, SandboxCreated event, Place place) {
        SandboxRecord row = NewRow.of(new SandboxRecord());
        row.setWorkspaceId(event.workspaceId().value());
        row.setSandboxId(event.sandboxId().value());
        row.setStatus(SandboxStatus.PROVISIONING.wire());
        row.setHealth(Health.UNKNOWN.wire());
        define(row, event.definition());
        row.setCreatedAt(place.time());
        row.setUpdatedAt(place.time());
        row.setVersion(1L);
        row.setPartition(place.partition());
        row.setSequence(place.sequence());
        row.setCreatedSequence(place.sequence());
        tables.sandboxes.insert(row);
        Counters.sandboxes(tables, event.workspaceId(), 1);
    }

    private static void define(SandboxRecord row, SandboxDefinition definition) {
        row.setName(definition.name());
        row.setAgentConfig(Jsons.of(definition.agentConfig()));
        row.setResourceLimits(Jsons.of(definition.resourceLimits()));
        row.setConnectionDetails(Jsons.of(definition.connectionDetails()));
        row.setDelivery(Jsons.of(definition.delivery()));
        row.setLabels(Jsons.searched(definition.labels()));
    }

    private static void move(SandboxRecord row, SandboxStatusChanged event) {
        row.setStatus(event.to().wire());
        row.setContainerId(event.containerId());
        row.setConnectionDetails(Jsons.of(event.connectionDetails()));
    }

    private static void hear(SandboxRecord row, SandboxHealthReported event) {
        row.setHealth(event.health().wire());
        row.setLastHeartbeatAt(Place.kept(event.lastHeartbeatAt()));
        row.setHealthDetail(event.detail());
    }

    /** What somebody asked for counts as a version; health, which changes by itself, is none of it. */
    private static void edit(FoldedTables tables, SandboxEvent event, Place place, Consumer<SandboxRecord> edit) {
        change(tables, event, place, row -> {
            edit.accept(row);
            row.setVersion(row.getVersion() + 1);
        });
    }

    private static void change(FoldedTables tables, SandboxEvent event, Place place, Consumer<SandboxRecord> change) {
        tables.sandboxes.change(row(tables, event), row -> {
            change.accept(row);
            row.setUpdatedAt(place.time());
            row.setSequence(place.sequence());
        });
    }

    private static SandboxRecord row(FoldedTables tables, SandboxEvent event) {
        return tables.sandboxes.get(
                event.workspaceId().value(), event.sandboxId().value());
    }
}

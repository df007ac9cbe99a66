package io.roundtable.persistence.projection;

import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceEvent;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.WorkspaceEvent.MemberSet;
import io.roundtable.contract.WorkspaceEvent.WorkspaceArchived;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.persistence.jooq.projection.tables.records.MemberRecord;
import io.roundtable.persistence.jooq.projection.tables.records.WorkspaceRecord;
import java.time.Instant;
import java.util.function.Consumer;

/** Workspaces and their members. */
final class WorkspaceFold {

    private WorkspaceFold() {}

    static void want(FoldedTables tables, WorkspaceEvent event) {
        String workspace = event.workspaceId().value();
        tables.workspaces.want(workspace);
        switch (event) {
            case WorkspaceCreated created ->
                tables.members.want(workspace, created.owner().value());
            case MemberSet set -> tables.members.want(workspace, set.userId().value());
            case MemberRemoved removed ->
                tables.members.want(workspace, removed.userId().value());
            case WorkspaceChanged _, WorkspaceArchived _ -> {}
        }
    }

    static void apply(FoldedTables tables, WorkspaceEvent event, Place place) {
        switch (event) {
            case WorkspaceCreated created -> create(tables, created, place);
            case WorkspaceChanged changed ->
                change(tables, changed.workspaceId(), place, row -> define(row, changed.definition()));
            case WorkspaceArchived archived ->
                change(tables, archived.workspaceId(), place, row -> row.setIsActive(false));
            case MemberSet set -> setMember(tables, set, place);
            case MemberRemoved removed -> {
                tables.members.remove(tables.members.get(
                        removed.workspaceId().value(), removed.userId().value()));
                Counters.members(tables, removed.workspaceId(), -1);
            }
        }
    }

    private static void create(FoldedTables tables, WorkspaceCreated event, Place place) {
        WorkspaceRecord row = NewRow.of(new WorkspaceRecord());
        row.setWorkspaceId(event.workspaceId().value());
        define(row, event.definition());
        row.setIsActive(true);
        row.setCreatedAt(place.time());
        row.setUpdatedAt(place.time());
        row.setVersion(1L);
        row.setPartition(place.partition());
        row.setSequence(place.sequence());
        tables.workspaces.insert(row);
        insertMember(tables, member(event.workspaceId(), event.owner(), Role.OWNER, row.getCreatedAt()), place);
    }

    private static void define(WorkspaceRecord row, WorkspaceDefinition definition) {
        row.setName(definition.name());
        row.setDescription(definition.description());
        row.setSettings(Jsons.of(definition.settings()));
    }

    private static void change(
            FoldedTables tables, WorkspaceId workspace, Place place, Consumer<WorkspaceRecord> change) {
        tables.workspaces.change(tables.workspaces.get(workspace.value()), row -> {
            change.accept(row);
            row.setUpdatedAt(place.time());
            row.setVersion(row.getVersion() + 1);
            row.setSequence(place.sequence());
        });
    }

    private static void setMember(FoldedTables tables, MemberSet event, Place place) {
        String workspace = event.workspaceId().value();
        MemberRecord there = tables.members.find(workspace, event.userId().value());
        if (there == null) {
            Instant workspaceCreatedAt = tables.workspaces.get(workspace).getCreatedAt();
            insertMember(tables, member(event.workspaceId(), event.userId(), event.role(), workspaceCreatedAt), place);
            return;
        }
        tables.members.change(there, row -> {
            row.setRole(event.role().wire());
            row.setUpdatedAt(place.time());
            row.setVersion(row.getVersion() + 1);
            row.setSequence(place.sequence());
        });
    }

    private static MemberRecord member(WorkspaceId workspace, UserId user, Role role, Instant workspaceCreatedAt) {
        MemberRecord row = NewRow.of(new MemberRecord());
        row.setWorkspaceId(workspace.value());
        row.setUserId(user.value());
        row.setRole(role.wire());
        row.setWorkspaceCreatedAt(workspaceCreatedAt);
        return row;
    }

    private static void insertMember(FoldedTables tables, MemberRecord row, Place place) {
        row.setCreatedAt(place.time());
        row.setUpdatedAt(place.time());
        row.setVersion(1L);
        row.setPartition(place.partition());
        row.setSequence(place.sequence());
        row.setCreatedSequence(place.sequence());
        tables.members.insert(row);
        Counters.members(tables, new WorkspaceId(row.getWorkspaceId()), 1);
    }
}

package io.roundtable.app.endtoend;

import static io.roundtable.persistence.jooq.projection.Tables.DEAD_LETTER;
import static io.roundtable.persistence.jooq.projection.Tables.MEMBER;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.jooq.projection.Tables.SANDBOX;
import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.workspace.CollaborationPolicy;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.contract.workspace.WorkspaceSettings;
import io.roundtable.persistence.jooq.projection.tables.records.MessageRecord;
import io.roundtable.persistence.jooq.projection.tables.records.SandboxRecord;
import io.roundtable.persistence.jooq.projection.tables.records.WorkspaceRecord;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What the tables know. */
final class KnownByTables {

    private final DSLContext sql;

    KnownByTables(DSLContext sql) {
        this.sql = sql;
    }

    /** By kind and ids. */
    Map<String, Known> all() {
        var all = new TreeMap<String, Known>();
        sql.selectFrom(WORKSPACE).forEach(row -> all.put("workspace " + row.getWorkspaceId(), workspace(row)));
        sql.selectFrom(MEMBER)
                .forEach(row -> all.put(
                        "member " + row.getWorkspaceId() + "/" + row.getUserId(),
                        new Known.Member(read(row.getRole(), Role.class), row.getVersion())));
        sql.selectFrom(SANDBOX)
                .forEach(row -> all.put("sandbox " + row.getWorkspaceId() + "/" + row.getSandboxId(), sandbox(row)));
        sql.selectFrom(MESSAGE)
                .where(isUnfinished())
                .forEach(row -> all.put("message " + row.getWorkspaceId() + "/" + row.getMessageId(), message(row)));
        sql.select(MESSAGE.WORKSPACE_ID, MESSAGE.TO_SANDBOX_ID, in("pending"), in("sent"))
                .from(MESSAGE)
                .where(MESSAGE.STATUS.in("pending", "sent"))
                .groupBy(MESSAGE.WORKSPACE_ID, MESSAGE.TO_SANDBOX_ID)
                .forEach(row -> all.put(
                        "inbox " + row.value1() + "/" + row.value2(), new Known.Inbox(row.value3(), row.value4())));
        return all;
    }

    /** A message that has failed is at its end, unless it is a dead letter that nobody has decided about. */
    private static Condition isUnfinished() {
        return MESSAGE.STATUS
                .in("pending", "sent")
                .or(DSL.exists(DSL.selectOne()
                        .from(DEAD_LETTER)
                        .where(DEAD_LETTER.WORKSPACE_ID.eq(MESSAGE.WORKSPACE_ID))
                        .and(DEAD_LETTER.MESSAGE_ID.eq(MESSAGE.MESSAGE_ID))
                        .and(DEAD_LETTER.STATUS.eq("waiting"))));
    }

    private static Field<Long> in(String status) {
        return DSL.count().filterWhere(MESSAGE.STATUS.eq(status)).cast(Long.class);
    }

    private static Known message(MessageRecord row) {
        return new Known.Message(
                row.getHops(), row.getToSandboxId(), read(row.getStatus(), MessageStatus.class), row.getAttempt());
    }

    private Known workspace(WorkspaceRecord row) {
        int owners = sql.fetchCount(
                MEMBER, MEMBER.WORKSPACE_ID.eq(row.getWorkspaceId()).and(MEMBER.ROLE.eq("owner")));
        var settings = Json.read(bytes(row.getSettings().data()), WorkspaceSettings.class);
        var defaults = settings.sandboxDefaults();
        return new Known.Workspace(
                new WorkspaceDefinition(row.getName(), row.getDescription(), settings),
                row.getIsActive(),
                owners,
                Objects.requireNonNullElse(settings.collaboration(), CollaborationPolicy.OPEN),
                Optional.ofNullable(defaults == null ? null : defaults.delivery())
                        .orElse(DeliverySettings.UNSET),
                row.getVersion());
    }

    private static Known sandbox(SandboxRecord row) {
        ObjectNode shown = Json.shared().createObjectNode();
        shown.put("name", row.getName());
        shown.set("agent_config", tree(row.getAgentConfig().data()));
        shown.set("resource_limits", tree(row.getResourceLimits().data()));
        shown.set("connection_details", tree(row.getConnectionDetails().data()));
        shown.set("delivery", tree(row.getDelivery().data()));
        shown.set("labels", tree(row.getLabels().data()));
        var definition = Json.read(Json.write(shown), SandboxDefinition.class);
        var life = new Known.Life(
                read(row.getStatus(), SandboxStatus.class),
                row.getContainerId(),
                read(row.getHealth(), Health.class),
                row.getLastHeartbeatAt());
        return new Known.Sandbox(definition, life, definition.delivery(), row.getVersion());
    }

    private static JsonNode tree(String json) {
        return Json.read(bytes(json), JsonNode.class);
    }

    /** A word as it stands on the wire. */
    private static <E extends Enum<E>> E read(String wire, Class<E> type) {
        return Json.read(Json.write(wire), type);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}

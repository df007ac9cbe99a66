package io.roundtable.contract.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.SecretRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types that records are made of in the end, and what they look like in JSON. */
final class Scalars {

    private static final Map<Class<?>, ObjectNode> ALL = Map.ofEntries(
            Map.entry(UserId.class, id(UserId.PREFIX)),
            Map.entry(WorkspaceId.class, id(WorkspaceId.PREFIX)),
            Map.entry(SandboxId.class, id(SandboxId.PREFIX)),
            Map.entry(MessageId.class, id(MessageId.PREFIX)),
            Map.entry(CommandId.class, id(CommandId.PREFIX)),
            Map.entry(LeaseId.class, id(LeaseId.PREFIX)),
            Map.entry(SubscriptionId.class, id(SubscriptionId.PREFIX)),
            Map.entry(SecretRef.class, type("string").put("pattern", "^(env|file|vault|secret):")),
            Map.entry(Instant.class, type("string").put("format", "date-time")),
            Map.entry(String.class, type("string")),
            Map.entry(boolean.class, type("boolean")),
            Map.entry(Boolean.class, type("boolean")),
            Map.entry(int.class, type("integer").put("format", "int32")),
            Map.entry(Integer.class, type("integer").put("format", "int32")),
            Map.entry(long.class, type("integer").put("format", "int64")),
            Map.entry(Long.class, type("integer").put("format", "int64")),
            Map.entry(BigDecimal.class, type("number")),
            Map.entry(RawJson.class, any()),
            Map.entry(FreeForm.class, any()));

    private Scalars() {}

    /** A schema of one's own to go on with; null where the type is none of these. */
    static @Nullable ObjectNode find(Class<?> type) {
        ObjectNode schema = ALL.get(type);
        return schema == null ? null : schema.deepCopy();
    }

    private static ObjectNode id(String prefix) {
        return type("string").put("pattern", "^" + prefix + "[0-9a-z]{10,32}$");
    }

    private static ObjectNode type(String name) {
        return any().put("type", name);
    }

    private static ObjectNode any() {
        return JsonNodeFactory.instance.objectNode();
    }
}

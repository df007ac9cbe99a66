package io.roundtable.contract.schema;

import io.roundtable.contract.FreeForm;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.workspace.LlmProvider;
import io.roundtable.contract.workspace.McpServer;
import io.roundtable.contract.workspace.SecretRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One valid value of each type that others are asked about with. */
final class Samples {

    private static final MessageId MESSAGE = new MessageId("msg_0123456789");
    private static final SandboxId SANDBOX = new SandboxId("sb_0123456789");
    private static final List<Object> ALL = List.of(
            MESSAGE,
            SANDBOX,
            new WorkspaceId("ws_0123456789"),
            new UserId("usr_0123456789"),
            new LeaseId("ls_0123456789"),
            new SubscriptionId("sub_0123456789"),
            "x",
            1,
            FreeForm.EMPTY,
            new SecretRef("env:K"),
            new Copy(MESSAGE, SANDBOX),
            new Utterance(MessageType.REQUEST, new RawJson("null"), null, null, null, null, null),
            new LlmProvider("a", "p", null, null, null),
            new McpServer("a", null, "c", null, null));

    private Samples() {}

    /** Null where there is none. */
    static @Nullable Object find(Class<?> type) {
        return ALL.stream().filter(type::isInstance).findFirst().orElse(null);
    }
}

package io.roundtable.persistence.projection;

import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Events for tests, where all but what the test is about is as good as anything. */
public final class Sayings {

    public static final WorkspaceId WORKSPACE = workspace(1);
    public static final UserId ADA = user(1);
    public static final SandboxId ALICE = sandbox(1);
    public static final SandboxId BOB = sandbox(2);

    private Sayings() {}

    public static WorkspaceId workspace(int n) {
        return new WorkspaceId("ws_%010d".formatted(n));
    }

    public static UserId user(int n) {
        return new UserId("usr_%010d".formatted(n));
    }

    public static SandboxId sandbox(int n) {
        return new SandboxId("sb_%010d".formatted(n));
    }

    public static MessageId message(int n) {
        return new MessageId("msg_%010d".formatted(n));
    }

    public static WorkspaceCreated workspaceCreated() {
        return workspaceCreated(WORKSPACE);
    }

    static WorkspaceCreated workspaceCreated(WorkspaceId workspace) {
        return new WorkspaceCreated(workspace, new WorkspaceDefinition("demo", null, null), ADA);
    }

    public static SandboxCreated sandboxCreated(SandboxId sandbox, @Nullable Map<String, String> labels) {
        return new SandboxCreated(
                WORKSPACE, sandbox, new SandboxDefinition(sandbox.value(), null, null, null, null, labels));
    }

    public static Utterance utterance(MessageType type, String content) {
        return new Utterance(type, new RawJson(content), null, null, null, null, null);
    }

    public static MessageSent sent(int n, String content) {
        return sent(n, ALICE, BOB, utterance(MessageType.REQUEST, content));
    }

    public static MessageSent sent(int n, SandboxId from, SandboxId to, Utterance utterance) {
        return new MessageSent(WORKSPACE, message(n), from, to, utterance, 0);
    }

    /** To sandboxes {@code 2} on, as messages {@code n + 1} on. */
    public static MessageBroadcast broadcast(int n, int copies, Utterance utterance) {
        List<Copy> addressed = IntStream.range(0, copies)
                .mapToObj(i -> new Copy(message(n + 1 + i), sandbox(2 + i)))
                .toList();
        return new MessageBroadcast(WORKSPACE, message(n), ALICE, addressed, utterance, 3);
    }
}

package io.roundtable.runtime;

import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandEnvelope.RetryKey;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceCommand.ChangeWorkspace;
import io.roundtable.contract.WorkspaceCommand.CreateWorkspace;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who and what the tests talk about, and the commands they give. */
public final class People {

    public static final WorkspaceId LAB = new WorkspaceId("ws_laboratory01");
    public static final Principal OLGA = Principal.user(new UserId("usr_olga000001"));
    public static final Principal STRANGER = Principal.user(new UserId("usr_sten000001"));
    public static final SandboxId ALICE = new SandboxId("sb_alice00001");
    public static final SandboxId BOB = new SandboxId("sb_bob0000001");

    private People() {}

    public static CreateWorkspace createWorkspace(WorkspaceId workspace) {
        return new CreateWorkspace(workspace, new WorkspaceDefinition("Laboratory", null, null));
    }

    public static ChangeWorkspace rename(WorkspaceId workspace, String name) {
        return new ChangeWorkspace(workspace, new RawJson("{\"name\":\"" + name + "\"}"));
    }

    public static CreateSandbox createSandbox(WorkspaceId workspace, SandboxId sandbox) {
        return new CreateSandbox(
                workspace, sandbox, new SandboxDefinition(sandbox.value(), null, null, null, null, null));
    }

    public static SendMessage send(int number, String content) {
        return new SendMessage(LAB, message(number), ALICE, BOB, saying(content));
    }

    public static Utterance saying(String content) {
        return new Utterance(MessageType.NOTIFICATION, new RawJson(content), null, null, null, null, null);
    }

    public static MessageId message(int number) {
        return new MessageId(String.format(Locale.ROOT, "msg_%026d", number));
    }

    public static CommandId commandId(int number) {
        return new CommandId(String.format(Locale.ROOT, "cmd_%026d", number));
    }

    public static CommandEnvelope by(Principal principal, int id, Command command) {
        return envelope(principal, id, null, command);
    }

    public static CommandEnvelope withKey(String key, String fingerprint, int id, Command command) {
        return envelope(OLGA, id, new RetryKey(key, fingerprint), command);
    }

    public static CommandEnvelope envelope(Principal principal, int id, @Nullable RetryKey retry, Command command) {
        return new CommandEnvelope(commandId(id), principal, id, retry, null, null, command);
    }
}

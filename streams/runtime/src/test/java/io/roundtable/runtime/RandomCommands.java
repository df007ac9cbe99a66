package io.roundtable.runtime;

import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandEnvelope.RetryKey;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SandboxCommand.ChangeSandboxStatus;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceCommand.RemoveMember;
import io.roundtable.contract.WorkspaceCommand.SetMember;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.workspace.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A history of sensible and senseless commands in a few workspaces; the same for the same seed. */
public final class RandomCommands {

    public static final List<WorkspaceId> WORKSPACES = List.of(
            People.LAB,
            new WorkspaceId("ws_library0001"),
            new WorkspaceId("ws_lounge00001"),
            new WorkspaceId("ws_kitchen0001"),
            new WorkspaceId("ws_cellar00001"));

    private static final UserId EDDA = new UserId("usr_edda000001");
    private static final List<SandboxId> SANDBOXES = List.of(People.ALICE, People.BOB, new SandboxId("sb_carol00001"));

    private final Random random;
    private int commands;
    private int messages;

    private RandomCommands(long seed) {
        this.random = new Random(seed);
    }

    public static List<CommandEnvelope> of(long seed, int count) {
        var source = new RandomCommands(seed);
        var history = new ArrayList<CommandEnvelope>();
        for (var workspace : WORKSPACES) {
            history.add(source.given(People.createWorkspace(workspace)));
            SANDBOXES.forEach(sandbox -> history.add(source.given(People.createSandbox(workspace, sandbox))));
        }
        while (history.size() < count) {
            history.add(source.given(source.command()));
        }
        return history;
    }

    private CommandEnvelope given(Command command) {
        boolean keyed = commands > 30 && random.nextInt(4) == 0;
        RetryKey retry = keyed ? new RetryKey("key-" + random.nextInt(20), "print-" + random.nextInt(2)) : null;
        Principal by = commands > 30 && random.nextInt(15) == 0 ? People.STRANGER : People.OLGA;
        return People.envelope(by, commands++, retry, command);
    }

    private Command command() {
        WorkspaceId workspace = any(WORKSPACES);
        SandboxId sandbox = any(SANDBOXES);
        return switch (random.nextInt(20)) {
            case 0 -> People.createWorkspace(workspace);
            case 1, 2 -> People.rename(workspace, "n" + random.nextInt(3));
            case 3 -> new SetMember(workspace, EDDA, any(List.of(Role.values())));
            case 4 -> new RemoveMember(workspace, EDDA);
            case 5, 6 -> People.createSandbox(workspace, sandbox);
            case 7 -> new DeleteSandbox(workspace, sandbox);
            case 8, 9 ->
                new ChangeSandboxStatus(workspace, sandbox, any(List.of(SandboxStatus.values())), null, null, null);
            case 10, 11, 12 ->
                new RecordHeartbeat(workspace, sandbox, any(List.of(Health.HEALTHY, Health.DEGRADED)), null);
            case 13 ->
                new BroadcastMessage(
                        workspace, People.message(messages++), any(SANDBOXES), null, People.saying("{\"to\":\"all\"}"));
            default ->
                new SendMessage(
                        workspace,
                        People.message(messages++),
                        any(SANDBOXES),
                        sandbox,
                        People.saying("{ \"n\" : " + random.nextInt(1_000) + ".0 }"));
        };
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

package io.roundtable.engine;

import io.roundtable.contract.Command;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxCommand.ChangeSandboxStatus;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceCommand.ArchiveWorkspace;
import io.roundtable.contract.WorkspaceCommand.ChangeWorkspace;
import io.roundtable.contract.WorkspaceCommand.CreateWorkspace;
import io.roundtable.contract.WorkspaceCommand.RemoveMember;
import io.roundtable.contract.WorkspaceCommand.SetMember;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.workspace.CollaborationPolicy;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.contract.workspace.WorkspaceSettings;
import io.roundtable.engine.Row.DueRow;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * People, sandboxes and timers who do sensible and senseless things in a few workspaces; the same for the same seed.
 * Timers see the due rows, as they will in the engine.
 */
final class RandomCommands {

    private static final List<WorkspaceId> WORKSPACES =
            List.of(Names.LAB, new WorkspaceId("ws_library0001"), new WorkspaceId("ws_lounge00001"));
    private static final List<UserId> USERS = List.of(Names.OLGA, Names.EDDA, Names.VITO, Names.STEN);
    private static final List<SandboxId> SANDBOXES = List.of(Names.ALICE, Names.BOB, Names.CAROL, Names.NOBODY);

    private final Random random;
    private final MapRows rows;
    private Instant now = Names.NOON;
    private int messages;
    private int opened;

    RandomCommands(long seed, MapRows rows) {
        this.random = new Random(seed);
        this.rows = rows;
    }

    Asked<Command> next() {
        now = now.plusMillis(random.nextInt(20_000));
        if (opened < WORKSPACES.size()) {
            // else strangers may own them all, and little more would happen
            return asked(new CreateWorkspace(WORKSPACES.get(opened++), definition("w")), Names.OWNER);
        }
        var due = rows.rows().values().stream()
                .filter(row -> row instanceof DueRow check && !check.due().isAfter(now))
                .map(DueRow.class::cast)
                .findFirst();
        if (due.isPresent() && random.nextInt(3) > 0) {
            var check = due.get();
            return asked(new ExpireHealth(check.workspace(), check.sandbox(), check.due()), Names.TIMER);
        }
        return asked(command(), principal());
    }

    private Asked<Command> asked(Command command, Principal principal) {
        Long expected = random.nextInt(30) == 0 ? Long.valueOf(random.nextInt(4)) : null;
        return new Asked<>(command, principal, now, random.nextLong(), expected);
    }

    private Principal principal() {
        return switch (random.nextInt(12)) {
            case 0 -> Principal.user(any(USERS));
            case 1, 2, 3 -> Principal.sandbox(any(SANDBOXES));
            case 4 -> Names.TIMER;
            case 5 -> Names.EDITOR;
            default -> Names.OWNER;
        };
    }

    private Command command() {
        WorkspaceId workspace = any(WORKSPACES);
        SandboxId sandbox = any(SANDBOXES);
        return switch (random.nextInt(60)) {
            case 0, 1 -> new CreateWorkspace(workspace, definition("w"));
            case 2, 3 -> new ChangeWorkspace(workspace, Names.json("{\"name\":\"" + random.nextInt(3) + "\"}"));
            case 4 -> new ChangeWorkspace(workspace, Names.json(anySettings()));
            case 5 ->
                random.nextInt(20) == 0 ? new ArchiveWorkspace(workspace) : new RemoveMember(workspace, any(USERS));
            case 6, 7, 8 -> new SetMember(workspace, any(USERS), any(List.of(Role.values())));
            case 9, 10, 11, 12, 13, 14 -> new CreateSandbox(workspace, sandbox, Names.definition("s"));
            case 15, 16 ->
                new ChangeSandbox(workspace, sandbox, Names.json("{\"labels\":{\"n\":\"" + random.nextInt(3) + "\"}}"));
            case 17, 18 -> new DeleteSandbox(workspace, sandbox);
            case 19, 20, 21, 22, 23, 24 ->
                new ChangeSandboxStatus(
                        workspace, sandbox, any(List.of(SandboxStatus.values())), null, "c" + random.nextInt(5), null);
            case 25 -> new ExpireHealth(workspace, sandbox, now);
            case 26, 27, 28, 29 -> broadcast(workspace);
            case 30, 31, 32, 33, 34, 35, 36, 37, 38, 39 ->
                new RecordHeartbeat(
                        workspace, sandbox, any(List.of(Health.HEALTHY, Health.HEALTHY, Health.DEGRADED)), null);
            default -> new SendMessage(workspace, messageId(), anySender(), sandbox, utterance());
        };
    }

    private static WorkspaceDefinition definition(String name) {
        // chains of answers are short here, so that some become too long
        var policy = new CollaborationPolicy(null, null, 1);
        return new WorkspaceDefinition(name, null, new WorkspaceSettings(null, null, null, policy));
    }

    private String anySettings() {
        return any(List.of(
                "{\"settings\":{\"collaboration\":{\"max_hops\":1}}}",
                "{\"settings\":{\"collaboration\":null}}",
                "{\"settings\":{\"collaboration\":{\"allow_broadcast\":false}}}",
                "{\"settings\":{\"sandbox_defaults\":{\"delivery\":{\"ordering\":\"strict\"}}}}",
                "{\"settings\":null}"));
    }

    private BroadcastMessage broadcast(WorkspaceId workspace) {
        var to = random.nextBoolean() ? null : List.of(any(SANDBOXES));
        return new BroadcastMessage(workspace, messageId(), anySender(), to, utterance());
    }

    private @Nullable SandboxId anySender() {
        return random.nextInt(4) == 0 ? null : any(SANDBOXES);
    }

    private MessageId messageId() {
        return Names.message(random.nextInt(20) == 0 ? random.nextInt(messages + 1) : ++messages);
    }

    private Utterance utterance() {
        return new Utterance(
                any(List.of(MessageType.values())),
                Names.json("{\"n\":" + random.nextInt(100) + "}"),
                null,
                random.nextBoolean() ? null : Names.message(Math.max(0, messages - random.nextInt(20))),
                random.nextInt(10) == 0 ? now.plusSeconds(random.nextInt(10) - 5) : null,
                null,
                random.nextInt(5) == 0 ? Priority.URGENT : Priority.NORMAL);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

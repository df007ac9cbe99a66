package io.roundtable.engine;

import io.roundtable.contract.Command;
import io.roundtable.contract.DeadLetterCommand;
import io.roundtable.contract.DeliveryCommand;
import io.roundtable.contract.InboxCommand;
import io.roundtable.contract.InboxCommand.DrainInbox;
import io.roundtable.contract.LeaseCommand;
import io.roundtable.contract.LeaseCommand.RecordDelivery;
import io.roundtable.contract.MessageCommand;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SandboxCommand;
import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxCommand.ChangeSandboxStatus;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionCommand;
import io.roundtable.contract.SubscriptionCommand.RecordEvents;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WebhookCommand;
import io.roundtable.contract.WorkspaceCommand;
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
    private final RandomDeliveries deliveries;
    private final RandomSubscriptions subscriptions;
    private Instant now = Names.NOON;
    private int messages;
    private int opened;

    RandomCommands(long seed, MapRows rows) {
        this.random = new Random(seed);
        this.rows = rows;
        this.deliveries = new RandomDeliveries(random, rows);
        this.subscriptions = new RandomSubscriptions(random, rows);
    }

    Asked<Command> next() {
        now = now.plusMillis(random.nextInt(20_000));
        if (opened < WORKSPACES.size()) {
            // else strangers may own them all, and little more would happen
            return asked(new CreateWorkspace(WORKSPACES.get(opened++), definition("w")), Names.OWNER);
        }
        var due = RowKey.OfDue.PREFIXES.stream()
                .flatMap(prefix -> Consistency.under(rows.rows(), prefix).values().stream())
                .map(DueRow.class::cast)
                .filter(row -> !row.due().isAfter(now))
                .toList();
        if (!due.isEmpty() && random.nextInt(3) > 0) {
            var check = any(due);
            return asked(check.command(), Names.TIMER);
        }
        var command = command();
        return asked(
                command,
                switch (command) {
                    case RecordEvents _ -> random.nextInt(20) == 0 ? principal() : Names.TIMER;
                    case RecordDelivery _ -> random.nextInt(20) == 0 ? principal() : Names.TIMER;
                    case DeliveryCommand delivery -> receiver(delivery);
                    case WorkspaceCommand _,
                            SandboxCommand _,
                            MessageCommand _,
                            WebhookCommand _,
                            SubscriptionCommand _ -> principal();
                });
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

    /** Mostly somebody who may receive, else little would come of it. */
    private Principal receiver(DeliveryCommand command) {
        return switch (random.nextInt(12)) {
            case 0 -> principal();
            case 1, 2, 3, 4 ->
                switch (command) {
                    case InboxCommand inbox -> Principal.sandbox(inbox.sandboxId());
                    case LeaseCommand lease -> Principal.sandbox(lease.sandboxId());
                    case DeadLetterCommand _ -> Names.OWNER;
                };
            default -> command instanceof DrainInbox ? Names.TIMER : Names.OWNER;
        };
    }

    private Command command() {
        WorkspaceId workspace = any(WORKSPACES);
        SandboxId sandbox = any(SANDBOXES);
        return switch (random.nextInt(100)) {
            case 0, 1 -> new CreateWorkspace(workspace, definition("w"));
            case 2, 3 -> new ChangeWorkspace(workspace, Names.json("{\"name\":\"" + random.nextInt(3) + "\"}"));
            case 4 -> new ChangeWorkspace(workspace, Names.json(anySettings()));
            case 5 ->
                random.nextInt(40) == 0 ? new ArchiveWorkspace(workspace) : new RemoveMember(workspace, any(USERS));
            case 6, 7, 8 -> new SetMember(workspace, any(USERS), any(List.of(Role.values())));
            case 9, 10, 11, 12, 13, 14 -> new CreateSandbox(workspace, sandbox, deliveries.anySandbox());
            case 15, 16, 18 ->
                new ChangeSandbox(workspace, sandbox, Names.json("{\"labels\":{\"n\":\"" + random.nextInt(3) + "\"}}"));
            case 17 -> new DeleteSandbox(workspace, sandbox);
            case 19, 20, 21, 22, 23, 24 ->
                new ChangeSandboxStatus(
                        workspace, sandbox, any(List.of(SandboxStatus.values())), null, "c" + random.nextInt(5), null);
            case 25 -> new ExpireHealth(workspace, sandbox, now);
            case 26, 27, 28, 29 -> broadcast(workspace);
            case 33, 34, 35, 36, 37, 38, 39 -> subscriptions.next(workspace, now);
            case 30, 31, 32 ->
                new RecordHeartbeat(
                        workspace, sandbox, any(List.of(Health.HEALTHY, Health.HEALTHY, Health.DEGRADED)), null);
            case 40, 41 -> new ChangeSandbox(workspace, sandbox, Names.json(anyDelivery()));
            case 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59 ->
                deliveries.next(workspace, sandbox, now);
            case 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79 ->
                deliveries.next(workspace, sandbox, now);
            default -> new SendMessage(workspace, messageId(), anySender(), sandbox, utterance(workspace));
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

    private String anyDelivery() {
        return any(List.of(
                "{\"delivery\":{\"ordering\":\"strict\"}}",
                "{\"delivery\":{\"ordering\":\"default\"}}",
                "{\"delivery\":{\"max_attempts\":1}}",
                "{\"delivery\":{\"max_in_flight\":1,\"mailbox_limit\":2}}",
                "{\"delivery\":null}"));
    }

    private BroadcastMessage broadcast(WorkspaceId workspace) {
        var to = random.nextBoolean() ? null : List.of(any(SANDBOXES));
        return new BroadcastMessage(workspace, messageId(), anySender(), to, utterance(workspace));
    }

    private @Nullable SandboxId anySender() {
        return random.nextInt(4) == 0 ? null : any(SANDBOXES);
    }

    private MessageId messageId() {
        return Names.message(
                random.nextInt(15) == 0 ? messages - random.nextInt(Math.min(messages, 9) + 1) : ++messages);
    }

    private Utterance utterance(WorkspaceId workspace) {
        var deliverAt =
                random.nextInt(8) == 0 ? now.plusNanos(random.nextLong(-5_000_000_000L, 60_000_000_000L)) : null;
        var soonest = deliverAt == null ? now.minusSeconds(5) : deliverAt.plusMillis(1);
        return new Utterance(
                any(List.of(MessageType.values())),
                Names.json("{\"n\":" + random.nextInt(100) + "}"),
                random.nextInt(3) == 0 ? null : "c" + random.nextInt(3),
                random.nextBoolean() ? null : anyMessage(workspace),
                random.nextInt(4) == 0 ? soonest.plusNanos(random.nextLong(60_000_000_000L)) : null,
                deliverAt,
                random.nextInt(3) == 0 ? Priority.URGENT : Priority.NORMAL);
    }

    /** Mostly one that isn't finished. */
    private MessageId anyMessage(WorkspaceId workspace) {
        var there = List.copyOf(
                Consistency.under(rows.rows(), "x/" + workspace + "/").keySet());
        return there.isEmpty() || random.nextInt(5) == 0
                ? Names.message(Math.max(0, messages - random.nextInt(20)))
                : new MessageId(any(there).split("/", -1)[2]);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

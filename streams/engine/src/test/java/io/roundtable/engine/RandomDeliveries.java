package io.roundtable.engine;

import io.roundtable.contract.Command;
import io.roundtable.contract.DeadLetterCommand.DiscardMessage;
import io.roundtable.contract.DeadLetterCommand.RedriveMessage;
import io.roundtable.contract.InboxCommand.DrainInbox;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.LeaseCommand.AcknowledgeMessage;
import io.roundtable.contract.LeaseCommand.ExtendLease;
import io.roundtable.contract.LeaseCommand.RecordDelivery;
import io.roundtable.contract.LeaseCommand.RejectMessage;
import io.roundtable.contract.LeaseCommand.ReleaseLease;
import io.roundtable.contract.LeaseCommand.ReturnMessage;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WebhookCommand.EnableWebhook;
import io.roundtable.contract.WebhookCommand.RemoveWebhook;
import io.roundtable.contract.WebhookCommand.SetWebhook;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Ordering;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Receivers who hold leases, forget them, come back with them too late, or with those of others. */
final class RandomDeliveries {

    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
    private static final MessageId UNKNOWN = Names.message(999_999);

    /** A lease that somebody has had. */
    private record Held(WorkspaceId workspace, SandboxId sandbox, MessageId message, LeaseId lease) {}

    private final Random random;
    private final MapRows rows;
    private final List<Held> held = new ArrayList<>();

    RandomDeliveries(Random random, MapRows rows) {
        this.random = random;
        this.rows = rows;
    }

    Command next(WorkspaceId workspace, SandboxId sandbox, Instant now) {
        return switch (random.nextInt(40)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 ->
                new LeaseMessages(workspace, sandbox, 1 + random.nextInt(6), random.nextBoolean() ? null : 5);
            case 14, 15, 16, 17 -> new RedriveMessage(workspace, dead(workspace), null);
            case 18, 19 -> new DiscardMessage(workspace, dead(workspace), "why");
            case 20 -> new DrainInbox(workspace, sandbox, random.nextInt(5), now);
            case 21 -> new RedriveMessage(workspace, UNKNOWN, null);
            case 22 -> new SetWebhook(workspace, sandbox, "https://example.com", 1 + random.nextInt(4));
            case 23 ->
                random.nextInt(3) == 0 ? new RemoveWebhook(workspace, sandbox) : new EnableWebhook(workspace, sandbox);
            case 24, 25, 26, 27 -> report(anyLease(workspace, sandbox));
            default -> ofLease(anyLease(workspace, sandbox));
        };
    }

    private Command ofLease(Held lease) {
        var workspace = lease.workspace();
        var message = lease.message();
        return switch (random.nextInt(12)) {
            case 0, 1, 2 ->
                new ReturnMessage(workspace, lease.sandbox(), message, lease.lease(), anyDelay(), "not now");
            case 3 ->
                new ExtendLease(workspace, lease.sandbox(), message, lease.lease(), anyDelay() == null ? null : 9);
            case 4, 5 -> new RejectMessage(workspace, lease.sandbox(), message, lease.lease(), null);
            case 6, 7 -> new ReleaseLease(workspace, lease.sandbox(), message, lease.lease());
            default -> new AcknowledgeMessage(workspace, lease.sandbox(), message, lease.lease());
        };
    }

    /** Mostly of what couriers have; but a report by another's lease must do no harm either. */
    private RecordDelivery report(Held any) {
        var pushed = entries(any.workspace(), Stage.LEASED).stream()
                .filter(EntryRow::pushed)
                .toList();
        var lease = pushed.isEmpty() || random.nextInt(8) == 0 ? any : held(any.workspace(), anyOf(pushed));
        var outcome = OUTCOMES.get(random.nextInt(OUTCOMES.size()));
        var result = new DeliveryResult(outcome, random.nextBoolean() ? null : "503", anyDelay());
        return new RecordDelivery(lease.workspace(), lease.sandbox(), lease.message(), lease.lease(), result);
    }

    private EntryRow anyOf(List<EntryRow> entries) {
        return entries.get(random.nextInt(entries.size()));
    }

    private static Held held(WorkspaceId workspace, EntryRow entry) {
        return new Held(workspace, entry.said().to(), entry.said().message(), Objects.requireNonNull(entry.lease()));
    }

    private @Nullable Integer anyDelay() {
        return random.nextBoolean() ? null : Integer.valueOf(random.nextInt(40));
    }

    /** Mostly one that runs; else an old one, another message's or another sandbox's. */
    private Held anyLease(WorkspaceId workspace, SandboxId sandbox) {
        var running = entries(workspace, Stage.LEASED);
        if (!running.isEmpty()) {
            held.add(held(workspace, anyOf(running)));
        }
        if (held.isEmpty()) {
            return new Held(workspace, sandbox, UNKNOWN, new LeaseId("ls_0123456789"));
        }
        var last = held.getLast();
        var other = held.get(random.nextInt(held.size()));
        return switch (random.nextInt(12)) {
            case 0 -> new Held(last.workspace(), sandbox, last.message(), last.lease());
            case 1 -> new Held(last.workspace(), last.sandbox(), other.message(), last.lease());
            case 2, 3 -> other;
            default -> last;
        };
    }

    private MessageId dead(WorkspaceId workspace) {
        var dead = entries(workspace, random.nextInt(10) == 0 ? Stage.READY : Stage.DEAD);
        return dead.isEmpty()
                ? UNKNOWN
                : dead.get(random.nextInt(dead.size())).said().message();
    }

    private List<EntryRow> entries(WorkspaceId workspace, Stage stage) {
        return Consistency.under(rows.rows(), "e/" + workspace + "/").values().stream()
                .map(EntryRow.class::cast)
                .filter(entry -> entry.stage() == stage)
                .toList();
    }

    /** Sandboxes that are soon full, soon tired, and some of them strict. */
    SandboxDefinition anySandbox() {
        var delivery = new DeliverySettings(
                random.nextBoolean() ? null : 10,
                1 + random.nextInt(4),
                1 + random.nextInt(6),
                3 + random.nextInt(15),
                random.nextInt(3) == 0 ? null : random.nextBoolean() ? Ordering.STRICT : Ordering.DEFAULT,
                List.of(random.nextInt(3), 20));
        return new SandboxDefinition("s", null, null, null, random.nextInt(5) == 0 ? null : delivery, null);
    }
}

package io.roundtable.engine.subscription;

import static io.roundtable.contract.RejectionCode.DEAD_LETTER_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.REPLAY_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.REPLAY_RUNNING;
import static io.roundtable.contract.RejectionCode.SUBSCRIPTION_EXISTS;
import static io.roundtable.contract.RejectionCode.SUBSCRIPTION_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.TOO_MANY_SUBSCRIPTIONS;
import static io.roundtable.contract.RejectionCode.WORKSPACE_ARCHIVED;

import io.roundtable.contract.SubscriptionCommand;
import io.roundtable.contract.SubscriptionCommand.ChangeSubscription;
import io.roundtable.contract.SubscriptionCommand.CreateSubscription;
import io.roundtable.contract.SubscriptionCommand.DeleteSubscription;
import io.roundtable.contract.SubscriptionCommand.DiscardEvent;
import io.roundtable.contract.SubscriptionCommand.EnableSubscription;
import io.roundtable.contract.SubscriptionCommand.EndReplay;
import io.roundtable.contract.SubscriptionCommand.RecordEvents;
import io.roundtable.contract.SubscriptionCommand.RedriveEvent;
import io.roundtable.contract.SubscriptionCommand.ReplayEvents;
import io.roundtable.contract.SubscriptionCommand.ResumeEvents;
import io.roundtable.contract.SubscriptionEvent;
import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.SubscriptionEvent.EventDiscarded;
import io.roundtable.contract.SubscriptionEvent.ReplayBegun;
import io.roundtable.contract.SubscriptionEvent.ReplayEnded;
import io.roundtable.contract.SubscriptionEvent.SubscriptionChanged;
import io.roundtable.contract.SubscriptionEvent.SubscriptionCreated;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDeleted;
import io.roundtable.contract.SubscriptionEvent.SubscriptionEnabled;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Span;
import io.roundtable.contract.workspace.Role;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decider;
import io.roundtable.engine.Decision;
import io.roundtable.engine.Gate;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.Rows;
import io.roundtable.engine.SubscriptionKey.OfAll;
import io.roundtable.engine.SubscriptionKey.OfDead;
import io.roundtable.engine.SubscriptionKey.OfOne;
import io.roundtable.engine.SubscriptionRow.AllRow;
import io.roundtable.engine.SubscriptionRow.Dead;
import io.roundtable.engine.SubscriptionRow.OneRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of a workspace are sent to: for editors and owners. A replay runs beside what happens, on a way of its
 * own, so that neither waits for the other.
 */
public final class SubscriptionDecider implements Decider<SubscriptionCommand, SubscriptionEvent> {

    @Override
    public Decision decide(Rows state, Asked<? extends SubscriptionCommand> asked) {
        var command = asked.command();
        var there = state.find(new OfOne(command.workspaceId(), command.subscriptionId()));
        var gate = new Gate(state, asked);
        return switch (command) {
            case RecordEvents report -> gate.forTimer(workspace -> new Sending(state, asked, workspace).report(report));
            case ResumeEvents resume -> gate.forTimer(workspace -> new Sending(state, asked, workspace).resume(resume));
            case CreateSubscription create ->
                gate.forMembers(
                        Role.EDITOR,
                        workspace -> gate.atVersion(
                                there == null ? 0 : there.version(), () -> create(state, create, workspace, there)));
            case ChangeSubscription change ->
                existing(
                        gate,
                        there,
                        row -> change.url() == null && change.eventTypes() == null
                                ? unchanged(change, row)
                                : changed(
                                        row,
                                        new SubscriptionChanged(
                                                change.workspaceId(),
                                                change.subscriptionId(),
                                                change.url(),
                                                change.eventTypes())));
            case EnableSubscription enable ->
                existing(
                        gate,
                        there,
                        row -> row.enabled()
                                ? unchanged(enable, row)
                                : changed(row, new SubscriptionEnabled(enable.workspaceId(), enable.subscriptionId())));
            case DeleteSubscription delete ->
                existing(
                        gate,
                        there,
                        row -> changed(row, new SubscriptionDeleted(delete.workspaceId(), delete.subscriptionId())));
            case ReplayEvents replay -> existing(gate, there, row -> replay(replay, row, asked.time()));
            case EndReplay end -> existing(gate, there, row -> ended(end, row));
            case RedriveEvent redrive -> existing(gate, there, row -> redrive(state, redrive, row));
            case DiscardEvent discard -> existing(gate, there, row -> discard(state, discard, row));
        };
    }

    private static Decision existing(Gate gate, @Nullable OneRow there, Function<OneRow, Decision> rule) {
        return gate.forMembers(
                Role.EDITOR,
                _ -> there == null
                        ? Decision.rejected(SUBSCRIPTION_NOT_FOUND, "the workspace has no such webhook")
                        : gate.atVersion(there.version(), () -> rule.apply(there)));
    }

    private static Decision create(
            Rows state, CreateSubscription command, WorkspaceRow workspace, @Nullable OneRow there) {
        if (there != null) {
            return Decision.rejected(
                    SUBSCRIPTION_EXISTS, "there is a webhook " + command.subscriptionId() + " already");
        }
        if (!workspace.active()) {
            return Decision.rejected(WORKSPACE_ARCHIVED, "the workspace is archived and gets no webhooks any more");
        }
        var all = state.find(new OfAll(command.workspaceId()));
        if (all != null && all.ids().size() >= AllRow.MOST) {
            return Decision.rejected(
                    TOO_MANY_SUBSCRIPTIONS, "a workspace has at most " + AllRow.MOST + " webhooks", AllRow.MOST);
        }
        return Decision.accepted(
                1,
                command.subscriptionId().value(),
                new SubscriptionCreated(
                        command.workspaceId(), command.subscriptionId(), command.url(), command.eventTypes()));
    }

    private static Decision replay(ReplayEvents command, OneRow row, Instant now) {
        if (row.replay() != null) {
            return running();
        }
        var until = command.until() == null || command.until().isAfter(now) ? now : command.until();
        var since = command.since().isAfter(until) ? until : command.since();
        return begun(command, row, new Span(0, since, null, until));
    }

    /** An event that had been given up is among those again, as if it had failed. */
    private static Decision ended(EndReplay command, OneRow row) {
        var replay = row.replay();
        if (replay == null) {
            return Decision.rejected(REPLAY_NOT_FOUND, "no events are being sent again to this webhook");
        }
        var workspace = command.workspaceId();
        var id = command.subscriptionId();
        Long one = replay.wanted();
        return Decision.accepted(
                row.version(),
                id.value(),
                one == null
                        ? ReplayEnded.cancelled(workspace, id)
                        : new EventDeadLettered(
                                workspace,
                                id,
                                Lane.REPLAY,
                                replay.number(),
                                one,
                                replay.since(),
                                replay.failed(),
                                "somebody has ended its redrive"));
    }

    private static Decision redrive(Rows state, RedriveEvent command, OneRow row) {
        var dead = dead(state, command, command.sequence());
        if (dead == null) {
            return notDead(command.sequence());
        }
        return row.replay() == null
                ? begun(command, row, new Span(dead.sequence() - 1, dead.at(), dead.sequence(), null))
                : running();
    }

    private static Decision discard(Rows state, DiscardEvent command, OneRow row) {
        return dead(state, command, command.sequence()) == null
                ? notDead(command.sequence())
                : Decision.accepted(
                        row.version(),
                        command.subscriptionId().value(),
                        new EventDiscarded(
                                command.workspaceId(), command.subscriptionId(), command.sequence(), command.reason()));
    }

    private static @Nullable Dead dead(Rows state, SubscriptionCommand command, long sequence) {
        var dead = state.find(new OfDead(command.workspaceId(), command.subscriptionId()));
        return dead == null ? null : dead.find(sequence);
    }

    private static Decision notDead(long sequence) {
        return Decision.rejected(
                DEAD_LETTER_NOT_FOUND, "event " + sequence + " is not among those that were given up for this webhook");
    }

    private static Decision running() {
        return Decision.rejected(
                REPLAY_RUNNING,
                "events are being sent again to this webhook, one replay or redrive at a time: wait until its"
                    + " \"replay\" is null, or end it with DELETE .../replay; to redrive several, redrive by filter");
    }

    /** Its version counts what it is, which this leaves as it was. */
    private static Decision begun(SubscriptionCommand command, OneRow row, Span span) {
        return Decision.accepted(
                row.version(),
                command.subscriptionId().value(),
                new ReplayBegun(command.workspaceId(), command.subscriptionId(), span));
    }

    private static Decision changed(OneRow row, SubscriptionEvent event) {
        return Decision.accepted(row.version() + 1, event.subscriptionId().value(), event);
    }

    private static Decision unchanged(SubscriptionCommand command, OneRow row) {
        return Decision.unchanged(row.version(), command.subscriptionId().value());
    }

    @Override
    public void evolve(MutableRows state, SubscriptionEvent event, Instant time) {
        var key = new OfOne(event.workspaceId(), event.subscriptionId());
        if (event instanceof SubscriptionCreated created) {
            var index = new OfAll(event.workspaceId());
            var all = Objects.requireNonNullElse(state.find(index), new AllRow(List.of()));
            state.put(index, all.with(event.subscriptionId()));
            state.put(key, OneRow.created(created.eventTypes(), time));
        } else {
            new Progress(state, key, time).evolve(event, state.get(key));
        }
    }
}

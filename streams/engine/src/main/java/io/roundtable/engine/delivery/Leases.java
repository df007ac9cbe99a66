package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.LEASE_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.LEASE_STALE;

import io.roundtable.contract.DeliveryEvent.LeaseExtended;
import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.Event;
import io.roundtable.contract.LeaseCommand;
import io.roundtable.contract.LeaseCommand.AcknowledgeMessage;
import io.roundtable.contract.LeaseCommand.ExpireLease;
import io.roundtable.contract.LeaseCommand.ExtendLease;
import io.roundtable.contract.LeaseCommand.RecordDelivery;
import io.roundtable.contract.LeaseCommand.RejectMessage;
import io.roundtable.contract.LeaseCommand.ReleaseLease;
import io.roundtable.contract.LeaseCommand.ReturnMessage;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decision;
import io.roundtable.engine.DeliveryKey.OfEntry;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.RowKey.OfMessage;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of a lease: its receiver says so, or the timer that stands in for a silent one. */
final class Leases {

    private final Rows state;
    private final LeaseCommand command;
    private final Asked<?> asked;

    Leases(Rows state, LeaseCommand command, Asked<?> asked) {
        this.state = state;
        this.command = command;
        this.asked = asked;
    }

    Decision decide(WorkspaceRow workspace) {
        var entry = entry();
        if (entry == null || entry.stage() != Stage.LEASED || !command.leaseId().equals(entry.lease())) {
            return over(entry);
        }
        return switch (command) {
            case AcknowledgeMessage _ -> done(acknowledged(entry));
            case ExtendLease extend ->
                done(new LeaseExtended(
                        command.workspaceId(),
                        command.sandboxId(),
                        command.messageId(),
                        command.leaseId(),
                        asked.time().plusSeconds(Leasing.ackWait(extend.ackWaitSeconds(), settings(workspace))),
                        entry.said().correlationId()));
            case RejectMessage reject -> accepted(ends().deadLettered(entry, FailureReason.REJECTED, reject.reason()));
            case ReleaseLease _ -> done(returned(entry, ReturnReason.RELEASED, null, Duration.ZERO));
            case ReturnMessage nak -> {
                var wait =
                        nak.delaySeconds() == null ? backoff(workspace, entry) : Duration.ofSeconds(nak.delaySeconds());
                yield failed(entry, workspace, ReturnReason.NAK, nak.reason(), wait);
            }
            case RecordDelivery report -> reported(report, entry, workspace);
            case ExpireLease _ ->
                asked.time().isBefore(Objects.requireNonNull(entry.due()))
                        ? unchanged() // extended meanwhile, or a clock that is ahead: the timer speaks again
                        : timedOut(entry, workspace);
        };
    }

    private Decision timedOut(EntryRow entry, WorkspaceRow workspace) {
        return entry.pushed()
                ? done(returned(entry, ReturnReason.UNREPORTED, null, Duration.ZERO))
                : failed(
                        entry,
                        workspace,
                        ReturnReason.TIMED_OUT,
                        "no word within the ack wait",
                        backoff(workspace, entry));
    }

    private Decision reported(RecordDelivery report, EntryRow entry, WorkspaceRow workspace) {
        var result = report.result();
        var backoff = backoff(workspace, entry);
        return switch (result.outcome()) {
            case DELIVERED -> done(acknowledged(entry));
            case FAILED -> {
                var asked = Duration.ofSeconds(Objects.requireNonNullElse(result.retryAfterSeconds(), 0));
                var wait = asked.compareTo(backoff) > 0 ? asked : backoff;
                yield failed(entry, workspace, ReturnReason.FAILED, result.detail(), wait);
            }
            case GONE -> {
                var events = new ArrayList<Event>();
                events.add(returned(entry, ReturnReason.RELEASED, result.detail(), Duration.ZERO));
                events.addAll(new Reports(state, report).disabled(entry));
                yield accepted(events);
            }
            case SKIPPED -> {
                var wait = Backoff.afterNothing(
                        entry.tries().timesLost(), command.messageId().value(), asked.seed());
                yield done(returned(entry, ReturnReason.SKIPPED, result.detail(), wait));
            }
        };
    }

    private MessageAcknowledged acknowledged(EntryRow entry) {
        return new MessageAcknowledged(
                command.workspaceId(),
                command.sandboxId(),
                command.messageId(),
                command.leaseId(),
                entry.tries().attempt(),
                entry.said().correlationId());
    }

    /** A lease that no longer is, or never was: nothing changes. */
    private Decision over(@Nullable EntryRow entry) {
        if (command instanceof ExpireLease) {
            return unchanged();
        }
        if (entry != null) {
            return stale();
        }
        var end = Traces.end(state, command.workspaceId(), command.messageId(), asked.time());
        if (end == null || !end.to().equals(command.sandboxId())) {
            return Decision.rejected(LEASE_NOT_FOUND, "there is no message " + command.messageId() + " to hold");
        }
        return isAcknowledgement() && command.leaseId().equals(end.lease()) ? unchanged() : stale();
    }

    private boolean isAcknowledgement() {
        return command instanceof AcknowledgeMessage
                || (command instanceof RecordDelivery report && report.result().outcome() == Outcome.DELIVERED);
    }

    private Decision stale() {
        return Decision.rejected(
                LEASE_STALE, "lease " + command.leaseId() + " is over; what was said by it changes nothing");
    }

    private Decision failed(
            EntryRow entry, WorkspaceRow workspace, ReturnReason reason, @Nullable String detail, Duration wait) {
        var settings = settings(workspace);
        if (recipientIsGone()) {
            return accepted(ends().deadLettered(entry, FailureReason.RECIPIENT_DELETED, detail));
        }
        if (entry.tries().attempt() >= Objects.requireNonNull(settings.maxAttempts())) {
            return accepted(ends().deadLettered(entry, FailureReason.MAX_ATTEMPTS, detail));
        }
        var expiresAt = entry.said().expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(asked.time())) {
            return accepted(ends().expired(entry));
        }
        return done(returned(entry, reason, detail, wait));
    }

    private Duration backoff(WorkspaceRow workspace, EntryRow entry) {
        return Backoff.wait(
                settings(workspace), command.messageId().value(), entry.tries().attempt(), asked.seed());
    }

    private MessageReturned returned(EntryRow entry, ReturnReason reason, @Nullable String detail, Duration wait) {
        Instant availableAt = asked.time().plus(wait);
        return new MessageReturned(
                command.workspaceId(),
                command.sandboxId(),
                command.messageId(),
                command.leaseId(),
                entry.tries().attempt(),
                reason,
                detail,
                availableAt,
                entry.said().correlationId());
    }

    private Decision done(Event event) {
        return accepted(List.of(event));
    }

    private Decision accepted(List<Event> events) {
        return new Decision.Accepted(
                events, List.of(), 1, List.of(command.messageId().value()));
    }

    private Decision unchanged() {
        return Decision.unchanged(1, command.messageId().value());
    }

    private @Nullable EntryRow entry() {
        var message = state.find(new OfMessage(command.workspaceId(), command.messageId()));
        return message == null || !message.to().equals(command.sandboxId())
                ? null
                : state.get(new OfEntry(command.workspaceId(), command.sandboxId(), message.number()));
    }

    private boolean recipientIsGone() {
        return state.find(new OfSandbox(command.workspaceId(), command.sandboxId())) == null;
    }

    private DeliverySettings settings(WorkspaceRow workspace) {
        var sandbox = state.find(new OfSandbox(command.workspaceId(), command.sandboxId()));
        return sandbox == null ? workspace.delivery().orElse(DeliverySettings.DEFAULTS) : sandbox.deliveryIn(workspace);
    }

    private Ends ends() {
        return new Ends(state, command.workspaceId(), asked.time());
    }
}

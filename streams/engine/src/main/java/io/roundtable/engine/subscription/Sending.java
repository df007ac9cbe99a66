package io.roundtable.engine.subscription;

import static io.roundtable.contract.RejectionCode.LEASE_STALE;

import io.roundtable.contract.Event;
import io.roundtable.contract.SubscriptionCommand;
import io.roundtable.contract.SubscriptionCommand.RecordEvents;
import io.roundtable.contract.SubscriptionCommand.ResumeEvents;
import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.SubscriptionEvent.EventDiscarded;
import io.roundtable.contract.SubscriptionEvent.EventsDelivered;
import io.roundtable.contract.SubscriptionEvent.EventsReturned;
import io.roundtable.contract.SubscriptionEvent.ReplayEnded;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDisabled;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.DisabledReason;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.ReplayEnd;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decision;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.Rows;
import io.roundtable.engine.SubscriptionKey.OfDead;
import io.roundtable.engine.SubscriptionKey.OfOne;
import io.roundtable.engine.SubscriptionRow.Cursor;
import io.roundtable.engine.SubscriptionRow.DeadRow;
import io.roundtable.engine.SubscriptionRow.OneRow;
import io.roundtable.engine.SubscriptionRow.Stage;
import io.roundtable.engine.delivery.Backoff;
import io.roundtable.engine.delivery.Pushing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an order: a courier says so, or the timer that stands in for a silent one. How often and how soon an
 * event is tried again is what the workspace says of messages.
 */
record Sending(Rows state, Asked<? extends SubscriptionCommand> asked, WorkspaceRow workspace) {

    Decision report(RecordEvents report) {
        var row = row();
        var cursor = row == null ? null : row.of(report.lane());
        if (row == null || cursor == null || cursor.stage() != Stage.ORDERED || !isLast(report, row)) {
            return Decision.rejected(
                    LEASE_STALE, "order " + report.number() + " is over; what was said of it changes nothing");
        }
        boolean moved = report.reach().through() > cursor.through();
        var events = new ArrayList<Event>();
        switch (report.result().outcome()) {
            case DELIVERED -> events.add(delivered(report));
            case FAILED -> {
                taken(report, moved, events);
                failed(report, row, moved ? 1 : cursor.failed() + 1, events);
            }
            case GONE -> {
                taken(report, moved, events);
                events.add(returned(report, attempt(cursor, moved), ReturnReason.RELEASED, Duration.ZERO));
                gone(report, row, cursor, events);
            }
            case SKIPPED -> {
                taken(report, moved, events);
                var wait = Backoff.afterNothing(moved ? 0 : cursor.lost(), id(), asked.seed());
                events.add(returned(report, attempt(cursor, moved), ReturnReason.SKIPPED, wait));
            }
        }
        return accepted(events);
    }

    /** Numbers are of both ways together: the one that is under way on this one is the last that it was given. */
    private static boolean isLast(RecordEvents report, OneRow row) {
        return report.number() == Objects.requireNonNull(row.of(report.lane())).number();
    }

    Decision resume(ResumeEvents resume) {
        var row = row();
        var cursor = row == null ? null : row.of(resume.lane());
        Instant due = cursor == null ? null : cursor.due();
        if (row == null || cursor == null || due == null || asked.time().isBefore(due)) {
            return Decision.unchanged(1, id());
        }
        return accepted(
                cursor.stage() == Stage.ORDERED
                        ? List.of(new EventsReturned(
                                resume.workspaceId(),
                                resume.subscriptionId(),
                                resume.lane(),
                                cursor.number(),
                                cursor.failed() + 1,
                                ReturnReason.UNREPORTED,
                                null,
                                asked.time()))
                        : List.of(Subscribers.order(
                                asked, resume.subscriptionId(), row, resume.lane(), row.orders() + 1)));
    }

    private static int attempt(Cursor cursor, boolean moved) {
        return moved ? 1 : cursor.failed() + 1;
    }

    private static void taken(RecordEvents report, boolean moved, List<Event> events) {
        if (moved) {
            events.add(delivered(report));
        }
    }

    private static EventsDelivered delivered(RecordEvents report) {
        return new EventsDelivered(
                report.workspaceId(), report.subscriptionId(), report.lane(), report.number(), report.reach());
    }

    private void failed(RecordEvents report, OneRow row, int attempt, List<Event> events) {
        var settings = workspace.delivery().orElse(DeliverySettings.DEFAULTS);
        if (attempt >= Objects.requireNonNull(settings.maxAttempts())) {
            events.addAll(
                    report.lane() == Lane.REPLAY && !row.redrives()
                            ? List.of(replayEnded(report, attempt))
                            : givenUp(report, row, attempt));
            return;
        }
        var backoff = Backoff.wait(settings, id(), attempt, asked.seed());
        var wanted =
                Duration.ofSeconds(Objects.requireNonNullElse(report.result().retryAfterSeconds(), 0));
        events.add(returned(report, attempt, ReturnReason.FAILED, wanted.compareTo(backoff) > 0 ? wanted : backoff));
    }

    /** Were they given up one by one, a replay to a receiver that is away would drive out what was given up before. */
    private static ReplayEnded replayEnded(RecordEvents report, int attempts) {
        return new ReplayEnded(
                report.workspaceId(),
                report.subscriptionId(),
                ReplayEnd.FAILED,
                Objects.requireNonNull(report.failed()).sequence(),
                attempts,
                report.result().detail());
    }

    private List<Event> givenUp(RecordEvents report, OneRow row, int attempts) {
        var events = new ArrayList<Event>();
        var failed = Objects.requireNonNull(report.failed());
        var dead = state.find(new OfDead(report.workspaceId(), report.subscriptionId()));
        // an event that is sent again keeps its place, to which it may come back
        int most = report.lane() == Lane.LIVE && row.redrives() ? DeadRow.MOST - 1 : DeadRow.MOST;
        if (dead != null && dead.events().size() >= most && dead.find(failed.sequence()) == null) {
            events.add(new EventDiscarded(
                    report.workspaceId(),
                    report.subscriptionId(),
                    dead.events().getFirst().sequence(),
                    "it was the oldest of " + DeadRow.MOST + ", and another was given up"));
        }
        events.add(new EventDeadLettered(
                report.workspaceId(),
                report.subscriptionId(),
                report.lane(),
                report.number(),
                failed.sequence(),
                failed.at(),
                attempts,
                report.result().detail()));
        return events;
    }

    /** The receiver is gone, unless the subscription was set to something else after the order was given. */
    private void gone(RecordEvents report, OneRow row, Cursor cursor, List<Event> events) {
        var begun = Objects.requireNonNull(cursor.due()).minus(Pushing.attempt(cursor.lost()));
        if (row.enabled() && !row.since().isAfter(begun)) {
            events.add(new SubscriptionDisabled(report.workspaceId(), report.subscriptionId(), DisabledReason.GONE));
        }
    }

    private EventsReturned returned(RecordEvents report, int attempt, ReturnReason reason, Duration wait) {
        DeliveryResult result = report.result();
        return new EventsReturned(
                report.workspaceId(),
                report.subscriptionId(),
                report.lane(),
                report.number(),
                attempt,
                reason,
                result.detail(),
                asked.time().plus(wait));
    }

    private Decision accepted(List<Event> events) {
        return new Decision.Accepted(events, List.of(), 1, List.of(id()));
    }

    private @Nullable OneRow row() {
        return state.find(
                new OfOne(asked.command().workspaceId(), asked.command().subscriptionId()));
    }

    private String id() {
        return asked.command().subscriptionId().value();
    }
}

package io.roundtable.persistence.projection;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.DeadLetterDiscarded;
import io.roundtable.contract.DeliveryEvent.LeaseExtended;
import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageExpired;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.DeliveryEvent.MessageOffered;
import io.roundtable.contract.DeliveryEvent.MessageRedriven;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.persistence.jooq.projection.tables.records.MessageRecord;
import io.roundtable.persistence.jooq.projection.tables.records.MessageStepRecord;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What becomes of messages: their status, each step on their ladder, and those that were given up. */
final class DeliveryFold {

    private DeliveryFold() {}

    static void want(FoldedTables tables, DeliveryEvent event) {
        tables.messageStates.want(event.workspaceId().value(), event.messageId().value());
        DeadLetterFold.want(tables, event);
    }

    static void apply(FoldedTables tables, DeliveryEvent event, Place place, Principal actor) {
        MessageRecord message = move(tables, event, place);
        tables.steps.insert(step(event, place, actor));
        switch (event) {
            case MessageDeadLettered dead -> DeadLetterFold.bury(tables, dead, message, place);
            case MessageRedriven redriven -> DeadLetterFold.redrive(tables, redriven, place);
            case DeadLetterDiscarded discarded -> DeadLetterFold.discard(tables, discarded, place);
            case MessageLeased _,
                    LeaseExtended _,
                    MessageAcknowledged _,
                    MessageReturned _,
                    MessageOffered _,
                    MessageExpired _ -> {}
        }
    }

    private static MessageRecord move(FoldedTables tables, DeliveryEvent event, Place place) {
        return switch (event) {
            case MessageLeased leased ->
                change(tables, event, place, MessageStatus.SENT, row -> row.setAttempt(leased.attempt()));
            case LeaseExtended _ -> change(tables, event, place, MessageStatus.SENT, _ -> {});
            case MessageAcknowledged _ -> change(tables, event, place, MessageStatus.DELIVERED, _ -> {});
            case MessageReturned returned ->
                change(tables, event, place, MessageStatus.PENDING, row -> row.setAttempt(returned.counted()));
            case MessageOffered _ -> change(tables, event, place, MessageStatus.PENDING, _ -> {});
            case MessageExpired expired ->
                change(tables, event, place, MessageStatus.FAILED, row -> fail(row, expired.failure()));
            case MessageDeadLettered dead ->
                change(tables, event, place, MessageStatus.FAILED, row -> fail(row, dead.failure()));
            case MessageRedriven redriven ->
                change(tables, event, place, MessageStatus.PENDING, row -> redrive(row, redriven.content()));
            case DeadLetterDiscarded _ -> change(tables, event, place, MessageStatus.FAILED, _ -> {});
        };
    }

    private static MessageRecord change(
            FoldedTables tables, DeliveryEvent event, Place place, MessageStatus to, Consumer<MessageRecord> change) {
        return tables.messageStates.change(
                event.workspaceId().value(), event.messageId().value(), row -> {
                    if (!row.getStatus().equals(to.wire())) {
                        Counters.moved(tables, row, to);
                        row.setStatus(to.wire());
                    }
                    change.accept(row);
                    row.setUpdatedAt(place.time());
                    row.setVersion(row.getVersion() + 1);
                });
    }

    private static void fail(MessageRecord row, Failure failure) {
        row.setAttempt(failure.attempts());
        row.setFailure(Jsons.of(failure));
    }

    private static void redrive(MessageRecord row, @Nullable RawJson content) {
        row.setAttempt(0);
        row.setFailure(null);
        if (content != null) {
            row.setRedrivenContent(Jsons.of(content));
        }
    }

    private static MessageStepRecord step(DeliveryEvent event, Place place, Principal actor) {
        MessageStepRecord row = NewRow.of(new MessageStepRecord());
        row.setWorkspaceId(event.workspaceId().value());
        row.setMessageId(event.messageId().value());
        row.setSequence(place.sequence());
        row.setAt(place.time());
        row.setActor(actor.kind().wire() + ":" + actor.id());
        switch (event) {
            case MessageLeased leased -> {
                row.setStep("leased");
                row.setAttempt(leased.attempt());
                row.setLeaseId(leased.leaseId().value());
                row.setUntil(Place.kept(leased.leasedUntil()));
            }
            case LeaseExtended extended -> {
                row.setStep("extended");
                row.setLeaseId(extended.leaseId().value());
                row.setUntil(Place.kept(extended.leasedUntil()));
            }
            case MessageAcknowledged acknowledged -> {
                row.setStep("acknowledged");
                row.setAttempt(acknowledged.attempt());
                row.setLeaseId(acknowledged.leaseId().value());
            }
            case MessageReturned returned -> {
                row.setStep("returned");
                row.setAttempt(returned.attempt());
                row.setLeaseId(returned.leaseId().value());
                row.setUntil(Place.kept(returned.availableAt()));
                row.setReason(returned.reason().wire());
                row.setDetail(returned.detail());
            }
            case MessageOffered _ -> row.setStep("offered");
            case MessageExpired expired -> failed(row, "expired", expired.failure());
            case MessageDeadLettered dead -> failed(row, "dead_lettered", dead.failure());
            case MessageRedriven _ -> row.setStep("redriven");
            case DeadLetterDiscarded discarded -> {
                row.setStep("discarded");
                row.setDetail(discarded.reason());
            }
        }
        return row;
    }

    private static void failed(MessageStepRecord row, String step, Failure failure) {
        row.setStep(step);
        row.setAttempt(failure.attempts());
        row.setReason(failure.reason().wire());
        row.setDetail(failure.lastError());
    }
}

package io.roundtable.persistence.projection;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.DeadLetterDiscarded;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageRedriven;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.persistence.jooq.projection.tables.records.DeadLetterRecord;
import io.roundtable.persistence.jooq.projection.tables.records.MessageRecord;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Dead letters: a row for each time that a message was given up, which stays whatever becomes of it. */
final class DeadLetterFold {

    static final String WAITING = "waiting";
    static final String REDRIVEN = "redriven";
    static final String DISCARDED = "discarded";

    private DeadLetterFold() {}

    static void want(FoldedTables tables, DeliveryEvent event) {
        String workspace = event.workspaceId().value();
        if (event instanceof MessageRedriven redriven) {
            tables.deadLetters.want(workspace, DeadLetterId.of(redriven.messageId(), redriven.redrives() - 1));
        } else if (event instanceof DeadLetterDiscarded discarded) {
            tables.deadLetters.want(workspace, DeadLetterId.of(discarded.messageId(), discarded.redrives()));
        }
    }

    static void bury(FoldedTables tables, MessageDeadLettered event, MessageRecord message, Place place) {
        Failure failure = event.failure();
        DeadLetterRecord row = NewRow.of(new DeadLetterRecord());
        row.setWorkspaceId(event.workspaceId().value());
        row.setDeadLetterId(DeadLetterId.of(event.messageId(), failure.redrives()));
        row.setMessageId(event.messageId().value());
        row.setFromSandboxId(message.getFromSandboxId());
        row.setToSandboxId(message.getToSandboxId());
        row.setMessageType(message.getMessageType());
        row.setCorrelationId(message.getCorrelationId());
        row.setReason(failure.reason().wire());
        row.setAttempts(failure.attempts());
        row.setRedrives(failure.redrives());
        row.setFirstFailedAt(Place.kept(failure.firstFailedAt()));
        row.setLastFailedAt(failure.lastFailedAt().truncatedTo(ChronoUnit.MICROS));
        row.setLastError(failure.lastError());
        row.setStatus(WAITING);
        row.setCreatedAt(place.time());
        row.setUpdatedAt(place.time());
        row.setVersion(1L);
        row.setPartition(place.partition());
        row.setSequence(place.sequence());
        row.setCreatedSequence(place.sequence());
        tables.deadLetters.insert(row);
    }

    static void redrive(FoldedTables tables, MessageRedriven event, Place place) {
        resolve(tables, event, event.redrives() - 1, place, row -> row.setStatus(REDRIVEN));
    }

    static void discard(FoldedTables tables, DeadLetterDiscarded event, Place place) {
        resolve(tables, event, event.redrives(), place, row -> {
            row.setStatus(DISCARDED);
            row.setResolution(event.reason());
        });
    }

    private static void resolve(
            FoldedTables tables, DeliveryEvent event, int redrives, Place place, Consumer<DeadLetterRecord> change) {
        var row = tables.deadLetters.get(event.workspaceId().value(), DeadLetterId.of(event.messageId(), redrives));
        tables.deadLetters.change(row, resolved -> {
            change.accept(resolved);
            resolved.setUpdatedAt(place.time());
            resolved.setVersion(resolved.getVersion() + 1);
            resolved.setSequence(place.sequence());
        });
    }
}

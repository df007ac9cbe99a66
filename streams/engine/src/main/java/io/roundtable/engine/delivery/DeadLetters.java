package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.DEAD_LETTER_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.RECIPIENT_NOT_FOUND;

import io.roundtable.contract.DeadLetterCommand;
import io.roundtable.contract.DeadLetterCommand.DiscardMessage;
import io.roundtable.contract.DeadLetterCommand.RedriveMessage;
import io.roundtable.contract.DeliveryEvent.DeadLetterDiscarded;
import io.roundtable.contract.DeliveryEvent.MessageRedriven;
import io.roundtable.engine.Decision;
import io.roundtable.engine.DeliveryKey.OfEntry;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.RowKey.OfMessage;
import io.roundtable.engine.Rows;
import org.jspecify.annotations.Nullable;

/** What may be done with a message that has failed. */
record DeadLetters(Rows state, DeadLetterCommand command) {

    Decision decide(WorkspaceRow workspace) {
        var entry = entry();
        if (entry == null || entry.stage() != Stage.DEAD) {
            return Decision.rejected(
                    DEAD_LETTER_NOT_FOUND, "message " + command.messageId() + " is not among the dead letters");
        }
        Integer meant = command.redrives();
        if (meant != null && meant != entry.tries().redrives()) {
            return Decision.rejected(
                    DEAD_LETTER_NOT_FOUND,
                    "message " + command.messageId() + " was redriven meanwhile, and has failed again");
        }
        return switch (command) {
            case RedriveMessage redrive -> redrive(redrive, entry, workspace);
            case DiscardMessage discard ->
                Decision.accepted(
                        1,
                        discard.messageId().value(),
                        new DeadLetterDiscarded(
                                discard.workspaceId(),
                                entry.said().to(),
                                discard.messageId(),
                                discard.reason(),
                                entry.tries().redrives(),
                                entry.said().correlationId()));
        };
    }

    private Decision redrive(RedriveMessage redrive, EntryRow entry, WorkspaceRow workspace) {
        var to = entry.said().to();
        var mailbox = Mailbox.of(state, workspace, redrive.workspaceId(), to);
        if (mailbox == null) {
            return Decision.rejected(RECIPIENT_NOT_FOUND, "there is no sandbox " + to + " any more");
        }
        if (mailbox.isFull()) {
            return mailbox.refusal(to, "wait until it has received");
        }
        return Decision.accepted(
                1,
                redrive.messageId().value(),
                new MessageRedriven(
                        redrive.workspaceId(),
                        to,
                        redrive.messageId(),
                        redrive.content(),
                        entry.tries().redrives() + 1,
                        entry.said().correlationId()));
    }

    private @Nullable EntryRow entry() {
        var message = state.find(new OfMessage(command.workspaceId(), command.messageId()));
        return message == null ? null : state.get(new OfEntry(command.workspaceId(), message.to(), message.number()));
    }
}

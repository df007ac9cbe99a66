package io.roundtable.engine.delivery;

import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageExpired;
import io.roundtable.contract.Event;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Derived;
import io.roundtable.engine.RowKey.OfMessage;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a message, and the message that tells its sender. Who is told of a failure isn't told of that
 * message's own.
 */
record Ends(Rows state, WorkspaceId workspace, Instant time) {

    List<Event> deadLettered(EntryRow entry, FailureReason reason, @Nullable String lastError) {
        var said = entry.said();
        var failure = failure(entry, reason, lastError);
        return withNotice(
                entry,
                new MessageDeadLettered(workspace, said.to(), said.message(), failure, said.correlationId()),
                failure,
                "message_dead_lettered");
    }

    List<Event> expired(EntryRow entry) {
        var said = entry.said();
        var failure = failure(entry, FailureReason.EXPIRED, null);
        return withNotice(
                entry,
                new MessageExpired(workspace, said.to(), said.message(), failure, said.correlationId()),
                failure,
                "message_expired");
    }

    private Failure failure(EntryRow entry, FailureReason reason, @Nullable String lastError) {
        boolean inAttempt = entry.stage() == Stage.LEASED;
        var tries = inAttempt ? entry.tries().failed(time) : entry.tries();
        return new Failure(reason, tries.attempt(), tries.firstFailedAt(), time, lastError, tries.redrives());
    }

    private List<Event> withNotice(EntryRow entry, Event end, Failure failure, String code) {
        var events = new ArrayList<Event>();
        events.add(end);
        var said = entry.said();
        var sender = said.from();
        if (sender != null && state.find(new OfSandbox(workspace, sender)) != null) {
            int hops = state.get(new OfMessage(workspace, said.message())).hops() + 1;
            // ids and words of ours alone, which need no escaping
            var content = new RawJson(
                    "{\"code\":\"%s\",\"message_id\":\"%s\",\"to_sandbox_id\":\"%s\",\"reason\":\"%s\",\"attempts\":%d}"
                            .formatted(code, said.message(), said.to(), failure.reason(), failure.attempts()));
            var notice = new Utterance(
                    MessageType.NOTIFICATION, content, said.correlationId(), said.message(), null, null, null);
            var id = Derived.notice(said.message(), entry.tries().redrives());
            events.add(new MessageSent(workspace, id, null, sender, notice, hops));
        }
        return events;
    }
}

package io.roundtable.engine.delivery;

import io.roundtable.contract.Event;
import io.roundtable.contract.LeaseCommand.RecordDelivery;
import io.roundtable.contract.WebhookEvent.WebhookDisabled;
import io.roundtable.contract.delivery.DisabledReason;
import io.roundtable.engine.DeliveryKey.OfWebhook;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.Rows;
import java.util.List;
import java.util.Objects;

/** What couriers say of the webhook itself. */
record Reports(Rows state, RecordDelivery report) {

    /** The webhook is gone, unless it was set to something else after the attempt began. */
    List<Event> disabled(EntryRow entry) {
        var webhook = state.find(new OfWebhook(report.workspaceId(), report.sandboxId()));
        var begun = Objects.requireNonNull(entry.due()).minus(Pushing.attempt(entry.tries()));
        boolean isMeant =
                webhook != null && webhook.enabled() && !webhook.since().isAfter(begun);
        return isMeant
                ? List.of(new WebhookDisabled(report.workspaceId(), report.sandboxId(), DisabledReason.GONE))
                : List.of();
    }
}

package io.roundtable.persistence.projection;

import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.SubscriptionEvent.ReplayBegun;
import io.roundtable.contract.SubscriptionEvent.ReplayEnded;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.subscription.ReplayEnd;
import io.roundtable.persistence.jooq.projection.tables.records.SubscriptionRecord;
import org.jspecify.annotations.Nullable;

/** The part of a subscription's row that is about its replay: the one that runs, or what became of the last. */
record ReplayFold(SubscriptionRecord row, Place place) {

    private static final String DONE = "done";

    void begun(ReplayBegun event) {
        row.setReplaySince(Place.kept(event.span().since()));
        row.setReplayUntil(Place.kept(event.span().until()));
        row.setReplayThrough(event.span().after());
        row.setReplayBegun(place.sequence());
        row.setReplayEndedAt(null);
        row.setReplayOutcome(null);
        row.setReplayFailed(null);
        row.setReplayError(null);
    }

    void delivered(Reach reach) {
        if (reach.finished()) {
            over(DONE, null, null);
        } else {
            row.setReplayThrough(reach.through());
        }
    }

    void ended(ReplayEnded event) {
        over(event.reason().wire(), event.failed(), event.lastError());
        if (event.failed() != null) {
            row.setLastError(event.lastError());
            row.setLastErrorAt(place.time());
        }
    }

    /** Of one event it is over with it; of more, another order says so. */
    void deadLettered(EventDeadLettered event) {
        if (row.getReplayUntil() == null) {
            over(ReplayEnd.FAILED.wire(), event.sequence(), event.lastError());
        } else {
            row.setReplayThrough(event.sequence());
        }
    }

    private void over(String outcome, @Nullable Long failed, @Nullable String error) {
        row.setReplaySince(null);
        row.setReplayUntil(null);
        row.setReplayThrough(null);
        row.setReplayBegun(null);
        row.setReplayEndedAt(place.time());
        row.setReplayOutcome(outcome);
        row.setReplayFailed(failed);
        row.setReplayError(error);
    }
}

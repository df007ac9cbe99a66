package io.roundtable.persistence.projection;

import io.roundtable.contract.Rejection;
import io.roundtable.contract.Reply;
import io.roundtable.contract.Reply.Accepted;
import io.roundtable.persistence.jooq.projection.tables.records.CommandOutcomeRecord;
import java.time.temporal.ChronoUnit;

/** Replies as rows. */
final class OutcomeRows {

    static final String ACCEPTED = "accepted";
    static final String REJECTED = "rejected";

    private OutcomeRows() {}

    static CommandOutcomeRecord row(Reply reply) {
        CommandOutcomeRecord row = NewRow.of(new CommandOutcomeRecord());
        row.setWorkspaceId(reply.workspaceId().value());
        row.setCommandId(reply.commandId().value());
        row.setSequence(reply.sequence());
        row.setReplayed(reply.replayed());
        row.setCommandTime(reply.time().truncatedTo(ChronoUnit.MICROS));
        row.setDecidedAt(row.getCommandTime());
        Accepted accepted = reply.outcome().accepted();
        if (accepted != null) {
            row.setOutcome(ACCEPTED);
            row.setVersion(accepted.version());
            row.setIds(Jsons.of(accepted.ids()));
            row.setDecidedAt(accepted.decidedAt().truncatedTo(ChronoUnit.MICROS));
        }
        Rejection rejection = reply.outcome().rejection();
        if (rejection != null) {
            row.setOutcome(REJECTED);
            row.setCode(rejection.code().wire());
            row.setDetail(rejection.detail());
        }
        return row;
    }
}

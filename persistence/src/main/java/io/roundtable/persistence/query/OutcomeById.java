package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.COMMAND_OUTCOME;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.Json;
import io.roundtable.persistence.jooq.projection.tables.records.CommandOutcomeRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;

/** What became of a command: the reply as it stood on the topic. For 7 days. */
public final class OutcomeById {

    private final DSLContext sql;

    public OutcomeById(DSLContext sql) {
        this.sql = sql;
    }

    public Optional<Reply> find(WorkspaceId workspace, CommandId command) {
        return sql.selectFrom(COMMAND_OUTCOME)
                .where(COMMAND_OUTCOME.WORKSPACE_ID.eq(workspace.value()))
                .and(COMMAND_OUTCOME.COMMAND_ID.eq(command.value()))
                .fetchOptional(OutcomeById::reply);
    }

    private static Reply reply(CommandOutcomeRecord row) {
        return new Reply(
                new CommandId(row.getCommandId()),
                new WorkspaceId(row.getWorkspaceId()),
                row.getCommandTime(),
                row.getReplayed(),
                row.getSequence(),
                outcome(row));
    }

    private static Reply.Outcome outcome(CommandOutcomeRecord row) {
        if (row.getCode() != null) {
            RejectionCode code = RejectionCode.valueOf(row.getCode().toUpperCase(Locale.ROOT));
            return Reply.Outcome.of(new Rejection(code, row.getDetail()));
        }
        String[] ids = Json.read(row.getIds().data().getBytes(StandardCharsets.UTF_8), String[].class);
        return Reply.Outcome.of(new Reply.Accepted(row.getVersion(), List.of(ids), row.getDecidedAt()));
    }
}

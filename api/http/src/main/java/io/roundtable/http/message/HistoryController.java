package io.roundtable.http.message;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.ReadModel;
import io.roundtable.http.access.OpenToSandbox;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Listing;
import io.roundtable.http.json.PathIds;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.HistoryOfMessage;
import java.util.Set;

/** {@code /v1/workspaces/{ws}/messages/{msg}/history}: every step of a message's ladder. */
@Controller("/v1/workspaces/{workspace}/messages/{message}/history")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class HistoryController {

    private final MessageReads messages;
    private final LogLayout layout;
    private final Tokens tokens;
    private final HistoryOfMessage history;

    HistoryController(MessageReads messages, LogLayout layout, Tokens tokens, ReadModel model) {
        this.messages = messages;
        this.layout = layout;
        this.tokens = tokens;
        this.history = new HistoryOfMessage(model.sql());
    }

    @Get
    @RoleRequired(Role.VIEWER)
    @OpenToSandbox
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request, String workspace, String message) {
        var in = new WorkspaceId(workspace);
        MessageId id = PathIds.message(message);
        var listing = new Listing(request, Set.of());
        var wanted = listing.request(Long::valueOf);
        messages.checkShown(request, in, id);
        var seen = history.page(layout.partitionOf(in), in, id, wanted);
        var page = seen.value().orElseThrow(() -> ProblemException.of(ProblemCode.MESSAGE_NOT_FOUND));
        Long next = page.next();
        return listing.page(
                page.rows().stream().map(StepResource::of).toList(),
                next == null ? null : next.toString(),
                page.count(),
                tokens.of(in, seen.sequence()));
    }
}

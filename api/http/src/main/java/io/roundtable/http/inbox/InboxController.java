package io.roundtable.http.inbox;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.LeaseCommand;
import io.roundtable.contract.LeaseCommand.AcknowledgeMessage;
import io.roundtable.contract.LeaseCommand.ExtendLease;
import io.roundtable.contract.LeaseCommand.RejectMessage;
import io.roundtable.contract.LeaseCommand.ReturnMessage;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.access.OpenToSandbox;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.inbox.LeasesGiven.Held;
import io.roundtable.http.json.Bodies;
import java.util.concurrent.CompletionStage;

/** {@code /v1/workspaces/{ws}/sandboxes/{sb}/inbox}. */
@Controller("/v1/workspaces/{workspace}/sandboxes/{sandbox}/inbox")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class InboxController {

    private final Peeking peeking;
    private final Receiving receiving;
    private final Streaming streaming;
    private final Verbs verbs;

    InboxController(Peeking peeking, Receiving receiving, Streaming streaming, Verbs verbs) {
        this.streaming = streaming;
        this.peeking = peeking;
        this.receiving = receiving;
        this.verbs = verbs;
    }

    @Get
    @RoleRequired(Role.VIEWER)
    @OpenToSandbox
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> peek(HttpRequest<?> request, String workspace, String sandbox) {
        return peeking.peek(request, key(workspace, sandbox));
    }

    @Post("/receive")
    @RoleRequired(Role.EDITOR)
    @OpenToSandbox
    CompletionStage<HttpResponse<?>> receive(HttpRequest<byte[]> request, String workspace, String sandbox) {
        var asked = Bodies.readOptional(request, request.getBody().orElse(null), ReceiveGiven.class);
        return receiving.receive(request, key(workspace, sandbox), asked);
    }

    @Get("/stream")
    @RoleRequired(Role.EDITOR)
    @OpenToSandbox
    HttpResponse<?> stream(HttpRequest<?> request, String workspace, String sandbox) {
        return streaming.stream(request, key(workspace, sandbox));
    }

    @Post("/ack")
    @RoleRequired(Role.EDITOR)
    @OpenToSandbox
    CompletionStage<HttpResponse<?>> acknowledge(
            HttpRequest<?> request, String workspace, String sandbox, @Body byte[] body) {
        return say(
                request,
                key(workspace, sandbox),
                body,
                (inbox, _, held) ->
                        new AcknowledgeMessage(inbox.workspace(), inbox.sandbox(), held.message(), held.lease()));
    }

    @Post("/nak")
    @RoleRequired(Role.EDITOR)
    @OpenToSandbox
    CompletionStage<HttpResponse<?>> giveBack(
            HttpRequest<?> request, String workspace, String sandbox, @Body byte[] body) {
        return say(
                request,
                key(workspace, sandbox),
                body,
                (inbox, given, held) -> new ReturnMessage(
                        inbox.workspace(),
                        inbox.sandbox(),
                        held.message(),
                        held.lease(),
                        given.delaySeconds(),
                        given.reason()));
    }

    @Post("/extend")
    @RoleRequired(Role.EDITOR)
    @OpenToSandbox
    CompletionStage<HttpResponse<?>> extend(
            HttpRequest<?> request, String workspace, String sandbox, @Body byte[] body) {
        return say(
                request,
                key(workspace, sandbox),
                body,
                (inbox, given, held) -> new ExtendLease(
                        inbox.workspace(), inbox.sandbox(), held.message(), held.lease(), given.longer()));
    }

    @Post("/reject")
    @RoleRequired(Role.EDITOR)
    @OpenToSandbox
    CompletionStage<HttpResponse<?>> reject(
            HttpRequest<?> request, String workspace, String sandbox, @Body byte[] body) {
        return say(
                request,
                key(workspace, sandbox),
                body,
                (inbox, given, held) -> new RejectMessage(
                        inbox.workspace(), inbox.sandbox(), held.message(), held.lease(), given.reason()));
    }

    /** What is said of one lease. */
    @FunctionalInterface
    private interface Verb {
        LeaseCommand of(InboxKey inbox, LeasesGiven given, Held held);
    }

    private CompletionStage<HttpResponse<?>> say(HttpRequest<?> request, InboxKey inbox, byte[] body, Verb verb) {
        var given = Bodies.read(request, body, LeasesGiven.class);
        return verbs.say(request, inbox, given, held -> verb.of(inbox, given, held));
    }

    private static InboxKey key(String workspace, String sandbox) {
        return new InboxKey(new WorkspaceId(workspace), new SandboxId(sandbox));
    }
}

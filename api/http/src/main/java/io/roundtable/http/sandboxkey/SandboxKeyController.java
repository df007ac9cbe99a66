package io.roundtable.http.sandboxkey;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.KeyId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.command.Answers;
import io.roundtable.http.json.Bodies;
import io.roundtable.http.json.Listing;
import io.roundtable.http.json.PathIds;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.persistence.identity.SandboxKey.Owner;
import java.util.Set;

/**
 * {@code /v1/workspaces/{ws}/sandboxes/{sb}/keys}. Keys are no part of any log: no command makes them, so an {@code
 * Idempotency-Key} means nothing here, and who loses the answer makes another.
 */
@Controller("/v1/workspaces/{workspace}/sandboxes/{sandbox}/keys")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class SandboxKeyController {

    private final KeyIssue keys;

    SandboxKeyController(KeyIssue keys) {
        this.keys = keys;
    }

    /** Not to be kept by any cache: it is the only answer that has the key in it. */
    @Post
    @RoleRequired(Role.EDITOR)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> make(HttpRequest<byte[]> request, String workspace, String sandbox) {
        QueryParameters.none(request);
        var given = Bodies.readOptional(request, request.getBody().orElse(null), KeyGiven.class);
        var made = keys.make(request, owner(workspace, sandbox), given);
        String path = "/v1/workspaces/" + workspace + "/sandboxes/" + sandbox + "/keys/" + made.keyId();
        return Answers.created(path, made).header("Cache-Control", "no-store");
    }

    @Get
    @RoleRequired(Role.EDITOR)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request, String workspace, String sandbox) {
        var listing = new Listing(request, Set.of());
        var page = keys.page(owner(workspace, sandbox), listing.request(KeyId::new));
        KeyId next = page.next();
        return listing.page(
                page.rows().stream().map(KeyResource::of).toList(), next == null ? null : next.value(), page.count());
    }

    @Delete("/{key}")
    @RoleRequired(Role.EDITOR)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> revoke(HttpRequest<?> request, String workspace, String sandbox, String key) {
        KeyId id = PathIds.key(key);
        QueryParameters.none(request);
        keys.revoke(owner(workspace, sandbox), id);
        return Answers.noContent();
    }

    private static Owner owner(String workspace, String sandbox) {
        return new Owner(new WorkspaceId(workspace), new SandboxId(sandbox));
    }
}

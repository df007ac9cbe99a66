package io.roundtable.http.feed;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.access.RoleRequired;

/** {@code /v1/workspaces/{ws}/events}; not for keys of sandboxes, since these are told of themselves alone. */
@Controller("/v1/workspaces/{workspace}/events")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class FeedController {

    private final FeedPages pages;
    private final Following following;

    FeedController(FeedPages pages, Following following) {
        this.pages = pages;
        this.following = following;
    }

    @Get
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request, String workspace) {
        return pages.page(request, new WorkspaceId(workspace));
    }

    @Get("/stream")
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> stream(HttpRequest<?> request, String workspace) {
        return following.follow(request, new WorkspaceId(workspace));
    }
}

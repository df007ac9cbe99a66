package io.roundtable.app.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.roundtable.app.client.Paging.Page;
import io.roundtable.app.client.Paging.Pagination;
import io.roundtable.contract.wire.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A workspace that is made once under a key and found again by it, and its sandboxes, each made once for a name. For
 * one thread.
 */
public final class Workspace {
    private final String id;
    private final boolean isNew;
    private final String key;
    private final Function<ApiRequest, ApiResponse> api;
    private final Map<String, String> sandboxes = new HashMap<>();
    private @Nullable String consistencyToken;

    private Workspace(String id, boolean isNew, String key, Function<ApiRequest, ApiResponse> api) {
        this.id = id;
        this.isNew = isNew;
        this.key = key;
        this.api = api;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Made(String workspaceId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record SandboxMade(String sandboxId, String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sandboxes(List<SandboxMade> data, Pagination pagination) implements Page<SandboxMade> {}

    /**
     * The workspace of this caller and key: the server derives its id from the two, so that it meets the same one at
     * any age.
     *
     * @param key 1 to 200 characters that a header can hold
     * @param api sends a request and returns the answer, whatever it is
     * @throws ApiFailure where the server refuses
     */
    public static Workspace open(String key, String name, Function<ApiRequest, ApiResponse> api) {
        var body = Json.write(Map.of("name", name));
        var response = api.apply(ApiRequest.post("/v1/workspaces", body).idempotent(key));
        var workspace = opened(response, key, api);
        workspace.consistencyToken = response.header("Consistency-Token").orElse(null);
        if (!workspace.isNew) {
            workspace.findSandboxes();
        }
        return workspace;
    }

    private static Workspace opened(ApiResponse response, String key, Function<ApiRequest, ApiResponse> api) {
        if (response.isSuccess()) {
            return new Workspace(response.as(Made.class).workspaceId(), !response.isReplayed(), key, api);
        }
        var problem = Problem.of(response);
        if (problem.status() == 409 && problem.code().equals("workspace_exists") && problem.resourceId() != null) {
            return new Workspace(problem.resourceId(), false, key, api);
        }
        throw new ApiFailure(problem);
    }

    private void findSandboxes() {
        var list = new Paging<>(path("/sandboxes?limit=200"), this::read, page -> page.as(Sandboxes.class));
        while (list.hasNext()) {
            var sandbox = list.next();
            sandboxes.putIfAbsent(sandbox.name(), sandbox.sandboxId());
        }
    }

    public String id() {
        return id;
    }

    /** Whether this call has made it, so that it is empty. */
    public boolean isNew() {
        return isNew;
    }

    /** The sandbox of that name, or null where there is none. */
    public @Nullable String find(String name) {
        return sandboxes.get(name);
    }

    /**
     * The id of the sandbox of that name, made where there is none.
     *
     * @throws ApiFailure where the server refuses
     */
    public String sandbox(String name) {
        var found = sandboxes.get(name);
        if (found != null) {
            return found;
        }
        var body = Json.write(Map.of("name", name));
        var made = write(ApiRequest.post(path("/sandboxes"), body).idempotent(key + "-sandbox-" + Keys.digest(name)))
                .as(SandboxMade.class);
        sandboxes.put(name, made.sandboxId());
        return made.sandboxId();
    }

    /** A path below this workspace. */
    public String path(String rest) {
        return "/v1/workspaces/" + id + rest;
    }

    /**
     * Reads at least what this object has written.
     *
     * @throws ApiFailure where the server refuses
     */
    public ApiResponse read(ApiRequest request) {
        return required(api.apply(request.with("Consistency-Token", consistencyToken)));
    }

    /** @throws ApiFailure where the server refuses */
    public ApiResponse write(ApiRequest request) {
        var response = required(api.apply(request));
        response.header("Consistency-Token").ifPresent(token -> consistencyToken = token);
        return response;
    }

    private static ApiResponse required(ApiResponse response) {
        if (!response.isSuccess()) {
            throw new ApiFailure(Problem.of(response));
        }
        return response;
    }
}

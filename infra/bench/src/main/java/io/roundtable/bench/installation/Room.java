package io.roundtable.bench.installation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A workspace and its sandboxes, by their ids. */
public record Room(String workspace, List<String> sandboxes) {
    private static final int AT_ONCE = 16;

    public Room {
        sandboxes = List.copyOf(sandboxes);
    }

    /** So many workspaces, each with as many sandboxes. */
    public static List<Room> make(Api owner, int workspaces, int sandboxes) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var all = IntStream.range(0, workspaces)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> make(owner, "bench-" + i, sandboxes), threads))
                    .toList();
            return all.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw new BenchFailure("could not make workspaces", e.getCause());
        }
    }

    private static Room make(Api owner, String name, int count) {
        var workspace = owner.post("/v1/workspaces", "{\"name\":\"%s\"}".formatted(name))
                .path("workspace_id")
                .asText();
        var sandboxes = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var given = "{\"name\":\"agent-%d\"}".formatted(i);
            sandboxes.add(owner.post("/v1/workspaces/" + workspace + "/sandboxes", given)
                    .path("sandbox_id")
                    .asText());
        }
        return new Room(workspace, sandboxes);
    }

    /** Where its messages are. */
    public String messages() {
        return "/v1/workspaces/" + workspace + "/messages";
    }

    public String inbox(int sandbox) {
        return "/v1/workspaces/" + workspace + "/sandboxes/" + sandboxes.get(sandbox) + "/inbox";
    }
}

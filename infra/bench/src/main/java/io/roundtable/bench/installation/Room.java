package io.roundtable.bench.installation;

import java.util.List;
import java.util.stream.IntStream;

/** A workspace and its sandboxes, by their ids. */
public record Room(String workspace, List<String> sandboxes) {
    public Room {
        sandboxes = List.copyOf(sandboxes);
    }

    /** So many workspaces, each with as many sandboxes. */
    public static List<Room> make(Api owner, int workspaces, int sandboxes) {
        var made = AtOnce.make("workspaces", workspaces, i -> workspace(owner, i));
        var all = AtOnce.make(
                "sandboxes", workspaces * sandboxes, i -> sandbox(owner, made.get(i / sandboxes), i % sandboxes));
        return IntStream.range(0, workspaces)
                .mapToObj(i -> new Room(made.get(i), all.subList(i * sandboxes, (i + 1) * sandboxes)))
                .toList();
    }

    private static String workspace(Api owner, int number) {
        return owner.post("/v1/workspaces", "{\"name\":\"bench-%d\"}".formatted(number))
                .path("workspace_id")
                .asText();
    }

    private static String sandbox(Api owner, String workspace, int number) {
        return owner.post("/v1/workspaces/" + workspace + "/sandboxes", "{\"name\":\"agent-%d\"}".formatted(number))
                .path("sandbox_id")
                .asText();
    }

    /** Where its messages are. */
    public String messages() {
        return "/v1/workspaces/" + workspace + "/messages";
    }

    public String sandbox(int number) {
        return "/v1/workspaces/" + workspace + "/sandboxes/" + sandboxes.get(number);
    }

    public String inbox(int sandbox) {
        return sandbox(sandbox) + "/inbox";
    }
}

package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.load.RequestText;
import io.roundtable.bench.load.Requests;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Workspaces in each of which something was said, and requests that go round them. */
final class Scene {
    /** Requests go to no more, evenly taken; a round at a steady rate would not come round to more. */
    static final int MOST_ROOMS = 1_000;

    /** By a list; so many are there in each at least. */
    static final int LISTED = 20;

    private final Api owner;
    private final List<Room> rooms;
    private final SendRequests sends;

    Scene(Api owner, List<Room> rooms) {
        this.owner = owner;
        this.rooms = sample(rooms, MOST_ROOMS);
        this.sends = new SendRequests(this.rooms, owner, "");
    }

    /** Those to which requests go. */
    List<Room> rooms() {
        return rooms;
    }

    int port() {
        return owner.port();
    }

    /** Where they read, of what is there now. */
    Requests requests(Operation operation) {
        return switch (operation) {
            case SEND -> sends;
            case READ ->
                round(rooms.stream().flatMap(room -> newest(room).stream()).toList());
            case LIST -> round(rooms.stream().map(Scene::list).toList());
        };
    }

    private List<String> newest(Room room) {
        return StreamSupport.stream(owner.get(list(room)).path("data").spliterator(), false)
                .map(message ->
                        room.messages() + "/" + message.path("message_id").asText())
                .toList();
    }

    private static String list(Room room) {
        return room.messages() + "?limit=" + LISTED + "&order=desc";
    }

    private Requests round(List<String> paths) {
        var texts = paths.stream().map(this::request).toList();
        return (n, _) -> texts.get((int) (n % texts.size())).numbered(n);
    }

    private RequestText request(String path) {
        return RequestText.of(
                "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n".formatted(path, owner.token()),
                "");
    }

    /** All of them, or so many at even distances. */
    static <T> List<T> sample(List<T> all, int most) {
        return all.size() <= most
                ? all
                : IntStream.range(0, most)
                        .mapToObj(i -> all.get((int) ((long) i * all.size() / most)))
                        .toList();
    }
}

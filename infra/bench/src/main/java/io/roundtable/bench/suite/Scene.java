package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.load.Requests;
import java.util.List;
import java.util.stream.IntStream;

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
            case RECEIVE -> new ReceiveRequests(rooms, owner);
            case READ -> ReadRequests.of(owner, ReadRequests.newest(owner, rooms, LISTED));
            case LIST ->
                ReadRequests.of(
                        owner,
                        rooms.stream()
                                .map(room -> ReadRequests.list(room, LISTED))
                                .toList());
        };
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

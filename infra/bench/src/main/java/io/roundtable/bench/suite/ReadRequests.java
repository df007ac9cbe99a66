package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.load.RequestText;
import io.roundtable.bench.load.Requests;
import java.util.List;
import java.util.stream.StreamSupport;

/** What somebody reads, over and over in the same order. */
record ReadRequests(List<RequestText> texts) implements Requests {
    static ReadRequests of(Api owner, List<String> paths) {
        return new ReadRequests(paths.stream().map(path -> text(owner, path)).toList());
    }

    /** The paths of the newest messages of some workspaces, so many of each at most. */
    static List<String> newest(Api owner, List<Room> rooms, int limit) {
        return rooms.stream()
                .flatMap(room -> StreamSupport.stream(
                                owner.get(list(room, limit)).path("data").spliterator(), false)
                        .map(message -> room.messages() + "/"
                                + message.path("message_id").asText()))
                .toList();
    }

    /** The path of a list, the newest first. */
    static String list(Room room, int limit) {
        return room.messages() + "?limit=" + limit + "&order=desc";
    }

    @Override
    public byte[] bytes(long n, long meantNanos) {
        return texts.get((int) (n % texts.size())).numbered(n);
    }

    private static RequestText text(Api owner, String path) {
        return RequestText.of(
                "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n".formatted(path, owner.token()),
                "");
    }
}

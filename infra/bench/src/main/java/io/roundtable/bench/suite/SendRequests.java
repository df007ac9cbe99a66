package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.load.RequestText;
import io.roundtable.bench.load.Requests;
import java.util.ArrayList;
import java.util.List;

/** Messages to send, each under a key of its own, from workspace to workspace and sandbox to sandbox. For one thread. */
final class SendRequests implements Requests {
    /** 425 bytes of JSON with two ids, as the limits were measured with. */
    private static final int TEXT = 260;

    private final List<RequestText> texts = new ArrayList<>();
    private long number;

    /** @param prefer a line of the head with its end, or nothing */
    SendRequests(List<Room> rooms, Api owner, String prefer) {
        int sandboxes = rooms.getFirst().sandboxes().size();
        for (int from = 0; from < sandboxes; from++) {
            for (var room : rooms) {
                texts.add(text(room, from, owner, prefer));
            }
        }
    }

    /** The number goes on from load to load, so that no key comes twice. */
    @Override
    public byte[] bytes(long n, long meantNanos) {
        number++;
        return texts.get((int) (number % texts.size())).numbered(number);
    }

    private static RequestText text(Room room, int from, Api owner, String prefer) {
        var head = """
            POST %s HTTP/1.1\r
            Host: 127.0.0.1\r
            Authorization: Bearer %s\r
            Content-Type: application/json\r
            %sIdempotency-Key: bench-%s\r
            """.formatted(room.messages(), owner.token(), prefer, RequestText.NUMBER);
        int to = (from + 1) % room.sandboxes().size();
        return RequestText.of(head, MadeConversations.message(room, from, to, new Words(1).about(TEXT)));
    }
}

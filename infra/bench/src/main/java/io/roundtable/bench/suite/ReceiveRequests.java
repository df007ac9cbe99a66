package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.load.RequestText;
import io.roundtable.bench.load.Requests;
import java.util.ArrayList;
import java.util.List;

/**
 * One message each, leased for so long that none comes back; from workspace to workspace and sandbox to sandbox as
 * {@link SendRequests} goes, so that each finds what was sent. For one thread.
 */
final class ReceiveRequests implements Requests {
    private static final String BODY = "{\"max\":1,\"ack_wait_seconds\":3600}";

    private final List<RequestText> texts = new ArrayList<>();
    private long number;

    ReceiveRequests(List<Room> rooms, Api owner) {
        int sandboxes = rooms.getFirst().sandboxes().size();
        for (int from = 0; from < sandboxes; from++) {
            for (var room : rooms) {
                texts.add(text(room.inbox((from + 1) % sandboxes), owner));
            }
        }
    }

    /** The number goes on from load to load, as that of what is sent does. */
    @Override
    public byte[] bytes(long n, long meantNanos) {
        number++;
        return texts.get((int) (number % texts.size())).numbered(number);
    }

    private static RequestText text(String inbox, Api owner) {
        var head = """
            POST %s/receive HTTP/1.1\r
            Host: 127.0.0.1\r
            Authorization: Bearer %s\r
            Content-Type: application/json\r
            """.formatted(inbox, owner.token());
        return RequestText.of(head, BODY);
    }
}

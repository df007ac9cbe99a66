package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.load.RequestText;
import io.roundtable.bench.load.Requests;
import java.util.List;
import java.util.stream.IntStream;

/** One message each, from workspace to workspace and sandbox to sandbox; leased for so long that none comes back. */
record ReceiveRequests(List<RequestText> texts) implements Requests {
    private static final String BODY = "{\"max\":1,\"ack_wait_seconds\":3600}";

    ReceiveRequests(List<Room> rooms, Api owner) {
        this(IntStream.range(0, rooms.getFirst().sandboxes().size())
                .boxed()
                .flatMap(sandbox -> rooms.stream().map(room -> text(room.inbox(sandbox), owner)))
                .toList());
    }

    @Override
    public byte[] bytes(long n, long meantNanos) {
        return texts.get((int) (n % texts.size())).numbered(n);
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

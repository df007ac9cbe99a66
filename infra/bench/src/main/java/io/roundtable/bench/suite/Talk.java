package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.installation.Waiting;
import io.roundtable.bench.load.Answered;
import io.roundtable.bench.load.HttpLoad;
import io.roundtable.bench.load.Pace;
import io.roundtable.bench.load.RequestText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Messages at a steady rate to receivers that wait, each under a key of its own; round after round. */
final class Talk {
    private static final int CONNECTIONS = 64;
    private static final int CREATED = 201;

    /** Different ones, so that nothing is compressed by what another message says. */
    private static final int TEXTS_A_ROOM = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api owner;
    private final List<Room> rooms;
    private final Pace.Steady pace;
    private final Plan plan;
    private final Receipts receipts;
    private final List<RequestText> requests = new ArrayList<>();

    /** @param others rounds besides those of the plan */
    Talk(Api owner, List<Room> rooms, Pace.Steady pace, Plan plan, int others) {
        this.owner = owner;
        this.rooms = rooms;
        this.pace = pace;
        this.plan = plan;
        this.receipts = new Receipts((int) pace.count(plan.roundTime()), others + plan.rounds());
    }

    List<Room> rooms() {
        return rooms;
    }

    /** From now on somebody receives. */
    void begin(Receiver receiver, Supplier<String> text) {
        rooms.forEach(room -> receiver.begin(owner, room, receipts));
        for (int i = 0; i < TEXTS_A_ROOM; i++) {
            rooms.forEach(room -> requests.add(request(room, text.get())));
        }
    }

    /** Sends, and waits until all of it is received; from 0 on. */
    Answered round(int round) throws IOException {
        long first = (long) round * receipts.perRound();
        var answered = HttpLoad.run(owner.port(), CONNECTIONS, plan.roundTime(), pace, (n, meant) -> {
                    receipts.meant(first + n, meant);
                    return requests.get((int) (n % requests.size())).numbered(first + n);
                })
                .requireAll(CREATED);
        Waiting.until("all messages to be received", PATIENCE, Duration.ofMillis(20), () -> receipts.isComplete(round));
        return answered;
    }

    /** How many messages so many rounds are. */
    long sent(int rounds) {
        return (long) rounds * receipts.perRound();
    }

    private RequestText request(Room room, String text) {
        var head = """
            POST %s HTTP/1.1\r
            Host: 127.0.0.1\r
            Authorization: Bearer %s\r
            Content-Type: application/json\r
            Idempotency-Key: %s-%s\r
            """.formatted(room.messages(), owner.token(), room.workspace(), RequestText.NUMBER);
        var body = """
            {"from_sandbox_id":"%s","to_sandbox_id":"%s","message_type":"request","content":{"%s":"%s","text":"%s"}}\
            """.formatted(
                        room.sandboxes().getFirst(),
                        room.sandboxes().get(Receiver.SANDBOX),
                        Receipts.NUMBER,
                        RequestText.NUMBER,
                        text);
        return RequestText.of(head, body);
    }
}

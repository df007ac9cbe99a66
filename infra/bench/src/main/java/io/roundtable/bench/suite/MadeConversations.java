package io.roundtable.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Room;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * A log as it comes of use: messages that are sent, received and acknowledged, three events each, by the product's own
 * API and engine.
 */
final class MadeConversations {
    private static final int AT_ONCE = 100;
    private static final int EVENTS_A_MESSAGE = 3;

    private final Api owner;
    private final List<Room> rooms;

    MadeConversations(Api owner, List<Room> rooms) {
        this.owner = owner;
        this.rooms = rooms;
    }

    /** Returns when about so many events are committed; the last is said to be, by the answer to it. */
    void fill(int events) {
        int turns = Math.ceilDiv(events, AT_ONCE * EVENTS_A_MESSAGE * rooms.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> all = IntStream.range(0, rooms.size())
                    .mapToObj(i -> threads.submit(() -> talk(rooms.get(i), turns, new Words(i))))
                    .toList();
            for (var one : all) {
                var _ = one.get();
            }
        } catch (ExecutionException e) {
            throw new BenchFailure("could not make a log to measure with", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    private void talk(Room room, int turns, Words words) {
        for (int turn = 0; turn < turns; turn++) {
            int from = words.below(room.sandboxes().size());
            int to = (from + 1) % room.sandboxes().size();
            var _ = owner.post(room.messages() + "/batch", batch(room, from, to, AT_ONCE, words));
            receiveAll(room, to);
        }
    }

    /** So many messages, 500 at most. */
    static String batch(Room room, int from, int to, int count, Words words) {
        var messages = IntStream.range(0, count)
                .mapToObj(_ -> message(room, from, to, words.about(100 + words.below(400))))
                .toList();
        return "{\"messages\":[" + String.join(",", messages) + "]}";
    }

    /** A message of that text. */
    static String message(Room room, int from, int to, String text) {
        return """
            {"from_sandbox_id":"%s","to_sandbox_id":"%s","message_type":"request","content":{"text":"%s"}}\
            """.formatted(room.sandboxes().get(from), room.sandboxes().get(to), text);
    }

    private void receiveAll(Room room, int sandbox) {
        var got = owner.post(room.inbox(sandbox) + "/receive", "{\"max\":%d,\"wait_seconds\":5}".formatted(AT_ONCE));
        var leases = StreamSupport.stream(got.path("data").spliterator(), false)
                .map(MadeConversations::lease)
                .toList();
        if (!leases.isEmpty()) {
            var _ = owner.post(room.inbox(sandbox) + "/ack", "{\"leases\":[" + String.join(",", leases) + "]}");
        }
    }

    static String lease(JsonNode message) {
        return "{\"message_id\":\"%s\",\"lease_id\":\"%s\"}"
                .formatted(
                        message.path("message_id").asText(),
                        message.path("lease_id").asText());
    }
}

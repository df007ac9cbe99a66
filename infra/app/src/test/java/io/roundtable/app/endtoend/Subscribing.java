package io.roundtable.app.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Room;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** What tests of events that are sent to somebody's server have in common. */
final class Subscribing {

    private Subscribing() {}

    static Answer subscribes(Room room, Receiver receiver, String... types) {
        var wanted = "[\"" + String.join("\",\"", types) + "\"]";
        return room.posts("/webhooks", "{\"url\":\"" + receiver.url() + "\",\"event_types\":" + wanted + "}");
    }

    static JsonNode body(Receiver.Call call) {
        return Json.read(call.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    static String said(Receiver.Call call) {
        return body(call).path("data").path("message_id").asText();
    }

    static List<String> says(Room room, int many) {
        var alice = room.sandbox("alice");
        var bob = room.sandbox("bob");
        return IntStream.range(0, many)
                .mapToObj(i -> room.says(alice, bob, Integer.toString(i)).good().get("message_id"))
                .toList();
    }
}

package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Room;

/** A sandbox whose messages somebody takes on its behalf. */
record InboxOwner(Room room, String sandbox) {

    /** Takes whatever is first in the queue, which must be that message, and returns the lease's id. */
    String takes(String message) {
        var received = posts("receive", "{\"max\":1,\"wait_seconds\":10}").good();
        assertThat(received.data())
                .singleElement()
                .satisfies(one -> assertThat(one.path("message_id").asText()).isEqualTo(message));
        return received.get("data/0/lease_id");
    }

    /** The message goes straight to the dead letters, whose id is returned. */
    String rejects(String message, String reason) {
        return rejects(message, takes(message), reason);
    }

    /** The same of a message that is held already. */
    String rejects(String message, String lease, String reason) {
        posts(
                        "reject",
                        "{\"leases\":[{\"message_id\":\"%s\",\"lease_id\":\"%s\"}],\"reason\":\"%s\"}"
                                .formatted(message, lease, reason))
                .good();
        return room.gets("/dead-letters?status=waiting&limit=200").good().data().stream()
                .filter(letter -> letter.path("message_id").asText().equals(message))
                .map(letter -> letter.path("dead_letter_id").asText())
                .findFirst()
                .orElseThrow();
    }

    void acknowledges(String message, String lease) {
        posts("ack", "{\"leases\":[{\"message_id\":\"%s\",\"lease_id\":\"%s\"}]}".formatted(message, lease))
                .good();
    }

    private Answer posts(String verb, String body) {
        return room.posts("/sandboxes/" + sandbox + "/inbox/" + verb, body);
    }
}

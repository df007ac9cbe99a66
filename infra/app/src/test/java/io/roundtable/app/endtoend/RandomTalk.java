package io.roundtable.app.endtoend;

import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Somebody who does sensible and senseless things in a workspace, the same for the same seed but for the ids that the
 * server draws; some of it is refused.
 */
final class RandomTalk {
    private static final List<String> STATUSES =
            List.of("provisioning", "starting", "running", "stopping", "stopped", "error");
    private static final List<String> TYPES = List.of("request", "response", "notification", "command");
    private static final List<String> CONTENTS = List.of(
            "1",
            "\"\"",
            "{\"b\":1, \"a\":[true,null]}",
            "\"\\u0000\\ud800 and \u00e4\"",
            "[1.50, 1e3, -0]",
            "{\"a\":1,\"a\":2}");

    private final Random random;
    private final Room room;
    private final List<Person> guests;
    private final List<String> sandboxes = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    RandomTalk(long seed, Room room, List<Person> guests) {
        this.random = new Random(seed);
        this.room = room;
        this.guests = List.copyOf(guests);
    }

    /** Does so many things one after the other; the last of them ends the workspace where the seed says so. */
    void go(int commands) {
        sandboxes.add("sb_nobody00000");
        messages.add("msg_0123456789");
        for (int i = 0; i < commands; i++) {
            remember(step());
        }
        if (random.nextInt(3) == 0) {
            remember(room.asks("DELETE", "").answer());
            remember(say());
        }
    }

    private void remember(Answer answer) {
        // a busy machine's tables may be later than anybody waits for, and say so
        if (answer.status() >= 500 && !answer.code().equals("not_caught_up")) {
            throw new AssertionError("a random thing went wrong: " + answer);
        }
        if (answer.status() == 201) {
            var made = answer.json();
            (made.has("message_id") ? messages : sandboxes)
                    .add(made.path(made.has("message_id") ? "message_id" : "sandbox_id")
                            .asText());
        }
    }

    private Answer step() {
        return switch (random.nextInt(40)) {
            case 0, 1, 2, 3 ->
                room.posts("/sandboxes", "{\"name\":\"s\",\"labels\":{\"n\":\"%d\"}}".formatted(random.nextInt(4)));
            case 4 -> room.asks("DELETE", sandbox("")).answer();
            case 5, 6, 7 ->
                room.asks("PATCH", sandbox(""))
                        .saying(any(List.of(
                                "{\"name\":\"renamed\"}",
                                "{\"labels\":{\"n\":null,\"m\":\"1\"}}",
                                "{\"agent_config\":{\"temperature\":0.10,\"tools\":[\"a\"]}}",
                                "{\"agent_config\":null}",
                                "{\"connection_details\":{\"deep\":{\"er\":[1.0]}}}",
                                "{\"delivery\":{\"ordering\":\"strict\"}}")))
                        .answer();
            case 8, 9, 10, 11 ->
                room.posts(
                        sandbox("/status"),
                        "{\"status\":\"%s\",\"container_id\":\"c-%d\"}".formatted(any(STATUSES), random.nextInt(3)));
            case 12, 13, 14 ->
                room.posts(sandbox("/heartbeat"), any(List.of("{}", "{\"status\":\"degraded\",\"detail\":\"slow\"}")));
            case 15, 16 -> room.admits(any(guests), any(List.of("owner", "editor", "viewer")));
            case 17 -> room.asks("DELETE", "/members/" + any(guests).id()).answer();
            case 18, 19 ->
                room.asks("PATCH", "")
                        .saying(any(List.of(
                                "{\"name\":\"n%d\"}".formatted(random.nextInt(5)),
                                "{\"description\":null}",
                                "{\"settings\":{\"collaboration\":{\"max_hops\":2}}}",
                                "{\"settings\":{\"sandbox_defaults\":{\"delivery\":{\"max_attempts\":7}}}}",
                                "{\"settings\":null}")))
                        .answer();
            case 20, 21, 22 ->
                room.posts(
                        "/messages/broadcast",
                        "{\"from_sandbox_id\":\"%s\",\"message_type\":\"notification\",\"content\":%s}"
                                .formatted(any(sandboxes), any(CONTENTS)));
            case 23 ->
                room.posts("/messages/batch", "{\"messages\":[" + message() + "," + message() + "," + message() + "]}");
            case 24 -> room.as(any(guests)).posts("/messages", message());
            default -> say();
        };
    }

    private Answer say() {
        var ask = room.asks("POST", "/messages").saying(message());
        if (random.nextInt(5) == 0) {
            ask.with("Idempotency-Key", "k" + random.nextInt(10));
        }
        return ask.answer();
    }

    private String message() {
        var plain = Room.message(any(sandboxes), any(sandboxes), any(TYPES), any(CONTENTS));
        return random.nextInt(3) == 0
                ? plain.substring(0, plain.length() - 1) + ",\"in_reply_to\":\"" + any(messages)
                        + "\",\"correlation_id\":\"c\"}"
                : plain;
    }

    private String sandbox(String rest) {
        return "/sandboxes/" + any(sandboxes) + rest;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Node;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** An operator at a node, who asks for replays and waits for their ends. */
record Replaying(Node node, String token) {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    static Replaying at(Node node) {
        return new Replaying(node, Installation.operatorAt(node));
    }

    Answer get(String path) {
        return node.get(path).as(token).answer();
    }

    Answer post(String path, String json) {
        return node.post(path, json).as(token).answer();
    }

    /** Begins one, and returns it as it is when it is over. */
    JsonNode carriesOut(String path, String json) {
        return awaits(post(path, json).good().get("rebuild_id"));
    }

    /** Returns one as it is when it is over. */
    JsonNode awaits(String id) {
        return Awaitility.await()
                .atMost(LONGEST)
                .until(
                        () -> get("/v1/admin/rebuilds/" + id).good(),
                        answer -> List.of("done", "failed", "cancelled").contains(answer.get("state")))
                .json();
    }

    /** The same, which has to come to its end. */
    JsonNode completes(String path, String json) {
        JsonNode ended = carriesOut(path, json);
        assertThat(ended.path("state").asText()).as(ended.toPrettyString()).isEqualTo("done");
        return ended;
    }

    /** The same, which can't be done; the reason. */
    String fails(String path, String json) {
        JsonNode ended = carriesOut(path, json);
        assertThat(ended.path("state").asText()).as(ended.toPrettyString()).isEqualTo("failed");
        return ended.path("failure").asText();
    }

    /** The schema whose tables of events are read. */
    String activeSchema() {
        return get("/v1/admin/projections").good().data().stream()
                .filter(version -> version.path("projection").asText().equals("events"))
                .filter(version -> version.path("state").asText().equals("active"))
                .map(version -> version.path("schema").asText())
                .findFirst()
                .orElseThrow();
    }
}

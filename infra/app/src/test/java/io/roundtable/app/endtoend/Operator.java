package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Node;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Who looks after an installation. */
final class Operator {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Node node;
    private final String token;

    Operator(Node node) {
        this.node = node;
        this.token = Installation.operatorAt(node);
    }

    String token() {
        return token;
    }

    Answer gets(String path) {
        return node.get(path).with("Authorization", "Bearer " + token).answer();
    }

    Answer posts(String path, String json) {
        return node.post(path, json).with("Authorization", "Bearer " + token).answer();
    }

    /** Begins work on a version, and returns its id. */
    String begins(String path, String json) {
        Answer begun = posts(path, json).good();
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.mustHave("Location")).isEqualTo("/v1/admin/rebuilds/" + begun.get("rebuild_id"));
        return begun.get("rebuild_id");
    }

    /** Waits until a rebuild is in one of these states. */
    Answer awaits(String rebuild, String... states) {
        return Awaitility.await()
                .atMost(LONGEST)
                .until(
                        () -> gets("/v1/admin/rebuilds/" + rebuild),
                        answer -> List.of(states).contains(answer.get("state")));
    }

    /** The schema of the version that is read. */
    String active(String projection) {
        return versions()
                .filter(version -> version.path("projection").asText().equals(projection))
                .filter(version -> version.path("state").asText().equals("active"))
                .map(version -> version.path("schema").asText())
                .findFirst()
                .orElseThrow();
    }

    Stream<JsonNode> versions() {
        return gets("/v1/admin/projections").good().data().stream();
    }
}

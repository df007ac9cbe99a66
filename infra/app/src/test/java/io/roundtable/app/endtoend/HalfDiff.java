package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.Commands;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.testkit.talk.Node;
import java.nio.file.Path;
import java.time.Instant;

/** {@code replay diff} whose node is killed when its schemas are half filled. */
final class HalfDiff {

    private static final String REBUILDS = "/v1/admin/rebuilds/";

    private final String from;
    private final String to;
    private final String id;

    private HalfDiff(String from, String to, String id) {
        this.from = from;
        this.to = to;
        this.id = id;
    }

    /** Stands still when it returns. */
    static HalfDiff begin(Node node, Instant from, Instant to) {
        var operator = new Operator(node);
        String id =
                operator.begins("/v1/admin/projections/diff", "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to));
        var _ = operator.posts(REBUILDS + id + "/pause", "{}").good();
        var _ = operator.awaits(id, "paused");
        return new HalfDiff(from.toString(), to.toString(), id);
    }

    /** The same command again ends it, and leaves nothing. */
    void assertEndsWhenAskedForAgain(Node node, Installation installation, Path directory) {
        var operator = new Operator(node);
        JsonNode before = operator.gets(REBUILDS + id).json();
        assertThat(before.path("state").asText()).isEqualTo("paused");
        assertThat(isThere(installation, before.path("schema").asText())).isTrue();
        var _ = operator.posts(REBUILDS + id + "/resume", "{}").good();
        var screen = new RecordingTerminal(directory);

        int exit = Commands.run(
                screen, "replay", "diff", from, to, "--url", node.url().toString(), "--token", operator.token());

        assertThat(exit).as(screen.out() + screen.err()).isZero();
        assertThat(screen.err()).contains(id + " was asked for before");
        assertThat(screen.out()).contains("message added");
        String schema = before.path("schema").asText();
        assertThat(isThere(installation, schema)).isFalse();
        assertThat(isThere(installation, schema + "_then")).isFalse();
    }

    private static boolean isThere(Installation installation, String schema) {
        var settings = installation.database();
        try (var database =
                Database.open(DatabaseSettings.of(settings.jdbcUrl(), settings.user(), settings.password()))) {
            return database.control()
                    .fetchSingle("select to_regnamespace(?) is not null", schema)
                    .get(0, Boolean.class);
        }
    }
}

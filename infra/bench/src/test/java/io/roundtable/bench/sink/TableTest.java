package io.roundtable.bench.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
    private static final Table MESSAGE = new Table(
            "message",
            List.of(
                    new Column("workspace_id", "text"),
                    new Column("message_id", "text"),
                    new Column("content", "json"),
                    new Column("created_at", "timestamp with time zone"),
                    new Column("version", "bigint")),
            List.of("workspace_id", "message_id"));

    private static final Table BLOCK = new Table("block", List.of(new Column("n", "bigint")), List.of("n"));

    @Test
    void shouldWriteRowsThatMayBeThere() {
        assertThat(MESSAGE.upsert("other"))
                .isEqualTo("INSERT INTO other.message (workspace_id, message_id, content, created_at, version)"
                        + " SELECT u.workspace_id, u.message_id, u.content::json,"
                        + " u.created_at::timestamp with time zone, u.version"
                        + " FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int8[])"
                        + " AS u (workspace_id, message_id, content, created_at, version)"
                        + " ON CONFLICT (workspace_id, message_id) DO UPDATE SET"
                        + " content = excluded.content, created_at = excluded.created_at, version = excluded.version");
    }

    @Test
    void shouldLeaveARowAloneThatIsAllKey() {
        assertThat(BLOCK.upsert("other")).endsWith("ON CONFLICT (n) DO NOTHING");
    }

    @Test
    void shouldTellConnectWhatTheFieldsAre() throws Exception {
        // When
        var key = new JsonMapper().readTree(MESSAGE.connectSchema(true)).path("fields");
        var value = new JsonMapper().readTree(MESSAGE.connectSchema(false)).path("fields");

        // Then
        assertThat(key.findValuesAsText("field")).containsExactly("workspace_id", "message_id");
        assertThat(value.findValuesAsText("type")).containsExactly("string", "string", "string", "string", "int64");
        assertThat(value.findValuesAsText("name"))
                .containsExactly("io.debezium.data.Json", "io.debezium.time.ZonedTimestamp");
        assertThat(value.findValuesAsText("optional")).containsExactly("false", "false", "true", "true", "true");
    }

    @Test
    void shouldRefuseATypeThatNobodyHasThoughtOf() {
        assertThatThrownBy(() -> new Column("place", "point").field(true)).hasMessageContaining("point");
    }

    @Test
    void shouldRefuseATableWithoutAKey() {
        assertThatThrownBy(() -> new Table("message", List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

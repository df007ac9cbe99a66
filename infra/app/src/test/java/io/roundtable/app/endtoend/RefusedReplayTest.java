package io.roundtable.app.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Replays refuse what isn't as it has to be, say what, and say where it is written what to do. */
@WithTestStack
final class RefusedReplayTest {

    private static final String REBUILD = "/v1/admin/projections/rebuild";
    private static final String VERIFY = "/v1/admin/verify";
    private static final String RUNBOOK = "see infra/docs/runbooks/projection-stopped.md";

    @Test
    void shouldRefuseRowsAndLogsThatAreNotAsTheyHaveToBe(@Isolated TestStack stack) {
        try (var installation = Installation.on(stack);
                var log = installation.log()) {
            var operator = Replaying.at(installation.node());
            var room = Person.registersAt(installation.node(), "Olga").opens("lab");
            var settings = installation.database();
            try (var database =
                    Database.open(DatabaseSettings.of(settings.jdbcUrl(), settings.user(), settings.password()))) {
                var scene = new Scene(operator, database, room, operator.activeSchema());
                scene.refuseRowsThatAreMissing();
                scene.refuseRowsThatAreThereInVain();
                scene.refuseACheckpointPastTheEnd();
                scene.refuseAnotherTopic();
                operator.completes(VERIFY, "{}");
                scene.refuseAGap(log);
            }
        }
    }

    /** An installation with a room in it. */
    private record Scene(Replaying operator, Database database, Room room, String live) {

        int partition() {
            return new Partitions(Installation.PARTITIONS).of(new WorkspaceId(room.id()));
        }

        void plant(String statement) {
            assertThat(database.control().execute(statement)).as(statement).isPositive();
        }

        void refuseRowsThatAreMissing() {
            String sandbox = room.sandbox("alice");
            room.gets("/sandboxes/" + sandbox).good();
            plant("create table public.kept as select * from " + live + ".sandbox where sandbox_id = '" + sandbox
                    + "'");
            plant("delete from " + live + ".sandbox where sandbox_id = '" + sandbox + "'");

            JsonNode ended = operator.carriesOut(REBUILD, "{}");

            plant("insert into " + live + ".sandbox select * from public.kept");
            assertNamed(ended, "extra", sandbox);
        }

        void refuseRowsThatAreThereInVain() {
            String sandbox = room.sandbox("bob");
            room.gets("/sandboxes/" + sandbox).good();
            plant("insert into " + live
                    + ".sandbox select (jsonb_populate_record(s, '{\"sandbox_id\": \"sb_planted000\","
                    + " \"created_sequence\": 900000}')).* from "
                    + live + ".sandbox s where sandbox_id = '" + sandbox + "'");

            JsonNode ended = operator.carriesOut(REBUILD, "{\"projection\":\"events\"}");

            plant("delete from " + live + ".sandbox where sandbox_id = 'sb_planted000'");
            assertNamed(ended, "missing", "sb_planted000");
        }

        void assertNamed(JsonNode ended, String kind, String sandbox) {
            assertThat(ended.path("state").asText()).as(ended.toPrettyString()).isEqualTo("failed");
            assertThat(ended.path("failure").asText()).contains("differs");
            assertThat(operator.activeSchema()).as("nothing is switched").isEqualTo(live);
            assertThat(ended.path("comparison").path("differences"))
                    .singleElement()
                    .satisfies(difference -> {
                        assertThat(difference.path("table").asText()).isEqualTo("sandbox");
                        assertThat(difference.path("kind").asText()).isEqualTo(kind);
                        assertThat(difference.path("key").path("sandbox_id").asText())
                                .isEqualTo(sandbox);
                    });
        }

        void refuseACheckpointPastTheEnd() {
            String where = " where projection = 'events' and partition = " + partition();
            plant("update " + live + ".checkpoint set log_offset = log_offset + 1000" + where);

            String failure = operator.fails(VERIFY, "{}");

            plant("update " + live + ".checkpoint set log_offset = log_offset - 1000" + where);
            assertThat(failure)
                    .contains(Topics.EVENTS + "-" + partition())
                    .contains("lies past the log's end")
                    .contains(RUNBOOK);
        }

        void refuseAnotherTopic() {
            String where = " where projection = 'events' and partition = " + partition();
            plant("update " + live + ".checkpoint set topic_id = 'x' || topic_id" + where);

            String failure = operator.fails(REBUILD, "{\"projection\":\"events\"}");

            plant("update " + live + ".checkpoint set topic_id = substr(topic_id, 2)" + where);
            assertThat(failure).contains("the topic now has id").contains(RUNBOOK);
        }

        void refuseAGap(Log log) {
            var partition = new TopicPartition(Topics.EVENTS, partition());
            var last = log.all(Topics.EVENTS).stream()
                    .filter(entry -> entry.partition() == partition.partition())
                    .toList()
                    .getLast();
            var headers = new RecordHeaders(last.headers());
            headers.remove("ce_sequence");
            long sequence = Long.parseLong(last.header("ce_sequence"));
            headers.add("ce_sequence", "%019d".formatted(sequence + 5).getBytes(UTF_8));
            var _ = log.append(partition, last.key(), last.value(), headers);

            for (String door : new String[] {VERIFY, REBUILD}) {
                assertThat(operator.fails(door, "{}"))
                        .contains(partition.toString())
                        .contains("a gap, sequence " + (sequence + 1) + " was expected")
                        .contains("infra/docs/runbooks/projection-stopped.md");
            }
            assertThat(operator.activeSchema()).isEqualTo(live);
        }
    }
}

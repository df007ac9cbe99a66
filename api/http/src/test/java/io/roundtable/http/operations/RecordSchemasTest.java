package io.roundtable.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordTypes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordSchemasTest {

    private static final DocsServer SERVER = new DocsServer();
    private static final RecordCodec CODEC = new RecordCodec("/test", RecordCodec.DEFAULT_SCHEMAS);
    private static final CommandId COMMAND = new CommandId("cmd_0123456789");
    private static final Principal SYSTEM = Principal.system("test");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @AfterAll
    static void close() {
        SERVER.close();
    }

    static Stream<Encoded> records() {
        var commands = Stream.concat(SampleRecords.COMMANDS.stream(), SampleDeliveries.commands().stream())
                .map(command -> CODEC.encode(
                        new CommandEnvelope(COMMAND, SYSTEM, 1, null, null, null, command), SampleRecords.NOON));
        var cause = new EventEnvelope.Cause(COMMAND, 1);
        var events = Stream.concat(SampleRecords.EVENTS.stream(), SampleDeliveries.events().stream())
                .map(event ->
                        CODEC.encode(new EventEnvelope("id", 1, SampleRecords.NOON, SYSTEM, cause, null, null, event)));
        var replies = Stream.of(
                        Reply.Outcome.of(new Reply.Accepted(1, List.of("msg_0123456789"), SampleRecords.NOON)),
                        Reply.Outcome.of(new Rejection(RejectionCode.HOP_LIMIT, "too long")))
                .map(outcome -> CODEC.encode(
                        new Reply(COMMAND, SampleRecords.WS, SampleRecords.NOON, false, 1, outcome), 1, null));
        return Stream.of(commands, events, replies).flatMap(stream -> stream);
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldFitEveryRecordAsItIsWritten(Encoded record) {
        assertThat(faults(type(record), value(record))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldFitNoRecordWithAFieldTooManyOrTooFew(Encoded record) {
        // Given
        ObjectNode more = value(record).put("surprise", 1);
        ObjectNode less = value(record).without("workspace_id");

        // Then
        assertThat(faults(type(record), more)).isNotEmpty();
        assertThat(faults(type(record), less)).isNotEmpty();
    }

    @Test
    void shouldDescribeEveryTypeThatIsWritten() {
        // Given
        var types = new TreeSet<>(RecordTypes.all().keySet());
        types.addAll(List.of(RecordTypes.ACCEPTED, RecordTypes.REJECTED));

        // Then
        assertThat(RecordSchemas.all().keySet()).isEqualTo(types);
        assertThat(records().map(RecordSchemasTest::type).distinct()).containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void shouldTellTheTwoOutcomesApart() {
        var byType =
                records().collect(Collectors.toMap(RecordSchemasTest::type, RecordSchemasTest::value, (a, _) -> a));
        assertThat(faults(RecordTypes.ACCEPTED, Objects.requireNonNull(byType.get(RecordTypes.REJECTED))))
                .isNotEmpty();
        assertThat(faults(RecordTypes.REJECTED, Objects.requireNonNull(byType.get(RecordTypes.ACCEPTED))))
                .isNotEmpty();
    }

    @Test
    void shouldRefuseWhatNoRecordHolds() {
        // Given
        ObjectNode sent = records()
                .filter(record -> type(record).equals("io.roundtable.message.sent.v1"))
                .map(RecordSchemasTest::value)
                .findFirst()
                .orElseThrow();
        var wrong = Map.<String, ObjectNode>of(
                "an id of another kind", sent.deepCopy().put("message_id", "sb_0123456789"),
                "a text for a number", sent.deepCopy().put("hops", "1"),
                "no such type", with(sent, "message_type", "shout"),
                "an enum's Java name", with(sent, "message_type", "REQUEST"));

        // Then
        assertThat(wrong)
                .allSatisfy((why, record) -> assertThat(faults("io.roundtable.message.sent.v1", record))
                        .as(why)
                        .isNotEmpty());
    }

    private static ObjectNode with(ObjectNode sent, String field, String value) {
        ObjectNode copy = sent.deepCopy();
        copy.withObject("utterance").put(field, value);
        return copy;
    }

    private static List<Error> faults(String type, JsonNode value) {
        var answer = SERVER.get("/schemas/" + type);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/schema+json");
        return REGISTRY.getSchema(Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class))
                .validate(value, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static String type(Encoded record) {
        return CloudEventHeaders.of(record.headers()).get(CloudEventHeaders.TYPE);
    }

    private static ObjectNode value(Encoded record) {
        return Json.read(record.value(), ObjectNode.class);
    }
}

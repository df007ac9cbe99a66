package io.roundtable.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundtable.contract.wire.EventPatterns;
import io.roundtable.contract.wire.Everything;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordSchemas;
import io.roundtable.contract.wire.RecordTypes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written fits the schema that it names, and little else does. */
final class SchemaSamplesTest {

    private static final String SENT = "io.roundtable.message.sent.v1";

    /** @param value as it stands in a record */
    record Sample(String type, ObjectNode value) {}

    static Stream<Sample> samples() {
        return Stream.of(Everything.COMMANDS, Everything.EVENTS, Everything.REPLIES)
                .flatMap(List::stream)
                .map(said -> new Sample(Everything.type(said), Json.read(Json.write(said), ObjectNode.class)));
    }

    private static ObjectNode schema(String type) {
        return SchemaFiles.tree(Objects.requireNonNull(RecordSchemas.find(type, RecordCodec.DEFAULT_SCHEMAS)));
    }

    private static ObjectNode sent() {
        return samples()
                .filter(sample -> sample.type().equals(SENT))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldFitEveryRecordAsItIsWrittenAndKnowItsEveryField(Sample sample) {
        assertThat(Validation.faults(Validation.closed(schema(sample.type())), sample.value()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldLetAReaderPassOverAFieldOfLater(Sample sample) {
        // When
        ObjectNode later = sample.value().deepCopy().put("of_later", 1);

        // Then
        assertThat(Validation.faults(schema(sample.type()), later)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseARecordWithoutItsWorkspace(Sample sample) {
        // When
        ObjectNode less = sample.value().deepCopy().without("workspace_id");

        // Then
        assertThat(Validation.faults(schema(sample.type()), less)).isNotEmpty();
    }

    @Test
    void shouldHaveSamplesOfEveryTypeButDeadLetters() {
        // Given
        Set<String> types = new TreeSet<>(RecordSchemas.types());
        types.removeAll(List.of(RecordTypes.BURIED, RecordTypes.POISONED, RecordTypes.UNDELIVERED));

        // Then
        assertThat(samples().map(Sample::type).collect(Collectors.toSet())).isEqualTo(types);
    }

    @Test
    void shouldTellTheTwoOutcomesApart() {
        var byType = samples().collect(Collectors.toMap(Sample::type, Sample::value, (a, _) -> a));
        assertThat(Validation.faults(
                        schema(RecordTypes.ACCEPTED), Objects.requireNonNull(byType.get(RecordTypes.REJECTED))))
                .isNotEmpty();
        assertThat(Validation.faults(
                        schema(RecordTypes.REJECTED), Objects.requireNonNull(byType.get(RecordTypes.ACCEPTED))))
                .isNotEmpty();
    }

    @Test
    void shouldFitAMessageThatWasGivenUpAsItWasSentAndAPoisonRecordAsItIs() {
        assertThat(Validation.faults(schema(RecordTypes.BURIED), sent())).isEmpty();
        assertThat(Validation.faults(schema(RecordTypes.BURIED), Json.shared().createObjectNode()))
                .isNotEmpty();
        assertThat(Validation.faults(schema(RecordTypes.POISONED), Json.shared().createArrayNode()))
                .isEmpty();
    }

    static Stream<Sample> subscribed() {
        return samples().filter(sample -> EventPatterns.isKnown(sample.type()));
    }

    @ParameterizedTest
    @MethodSource("subscribed")
    void shouldFitEveryEventThatMayBeGivenUpForASubscriptionAndKnowItsEveryField(Sample sample) {
        // Given
        ObjectNode closed = Validation.closed(schema(RecordTypes.UNDELIVERED));

        // Then
        assertThat(Validation.faults(closed, sample.value())).isEmpty();
        assertThat(Validation.faults(closed, sample.value().deepCopy().put("of_later", 1)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {RecordTypes.BURIED, RecordTypes.UNDELIVERED})
    void shouldHaveRoomForALetterWhoseEventTheLogHasNoMore(String type) {
        assertThat(Validation.faults(schema(type), NullNode.getInstance())).isEmpty();
        assertThat(Validation.faults(schema(type), TextNode.valueOf("gone"))).isNotEmpty();
    }

    @Test
    void shouldRefuseWhatNoRecordHolds() {
        // Given
        var wrong = Map.<String, ObjectNode>of(
                "an id of another kind", sent().put("message_id", "sb_0123456789"),
                "a text for a number", sent().put("hops", "1"),
                "no such type", with("message_type", "shout"),
                "an enum's Java name", with("message_type", "REQUEST"),
                "a correlation that is too long", with("correlation_id", "x".repeat(256)),
                "no time", with("expires_at", "soon"));

        // Then
        assertThat(wrong)
                .allSatisfy((why, record) -> assertThat(Validation.faults(schema(SENT), record))
                        .as(why)
                        .isNotEmpty());
    }

    private static ObjectNode with(String field, String value) {
        ObjectNode sent = sent();
        sent.withObject("utterance").put(field, value);
        return sent;
    }

    @Test
    void shouldHaveExamplesThatFit() {
        assertThat(RecordSchemas.types()).allSatisfy(type -> {
            ObjectNode schema = schema(type);
            JsonNode examples = schema.path("examples");
            assertThat(examples.isEmpty())
                    .isEqualTo(Set.of(RecordTypes.BURIED, RecordTypes.POISONED, RecordTypes.UNDELIVERED)
                            .contains(type));
            assertThat(examples)
                    .allSatisfy(example ->
                            assertThat(Validation.faults(schema, example)).isEmpty());
        });
    }
}

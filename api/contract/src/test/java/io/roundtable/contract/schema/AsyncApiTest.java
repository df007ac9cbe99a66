package io.roundtable.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.KeyId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.contract.wire.Everything;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordSchemas;
import io.roundtable.contract.wire.RecordTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document of the topics is what they and the records say; {@link SchemasTest} says how to write it anew. */
final class AsyncApiTest {

    private static final Path FILE = Path.of("src", "main", "resources", "asyncapi.yaml");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    private static final RecordCodec CODEC = new RecordCodec("/test", RecordCodec.DEFAULT_SCHEMAS);
    private static final CommandId COMMAND = new CommandId("cmd_0123456789");
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static String generated = "";
    private static JsonNode document = YAML.createObjectNode();

    @BeforeAll
    static void generate() throws IOException {
        var schemas = new TreeMap<String, ObjectNode>();
        SchemaFiles.OURS.read().forEach((type, text) -> schemas.put(type, SchemaFiles.tree(text)));
        generated = YAML.writeValueAsString(AsyncApi.of(schemas));
        if ("write".equals(System.getProperty("roundtable.schemas"))) {
            SchemaFiles.write(FILE, generated);
        }
        document = YAML.readTree(generated);
    }

    @Test
    void shouldBeWhatTheTopicsAndTheSchemasSay() {
        assertThat(FILE).hasContent(generated);
    }

    @Test
    void shouldHaveEveryTopicWithItsKeyItsSettingsAndEveryTypeThatItHolds() {
        // Given
        Set<String> topics = new TreeSet<>(document.path("channels").findValuesAsText("address"));

        // Then
        assertThat(topics).isEqualTo(new TreeSet<>(Topics.ALL));
        assertThat(document.path("channels")).allSatisfy(channel -> {
            String topic = channel.path("address").asText();
            assertThat(names(channel.path("messages"))).isEqualTo(RecordTypes.on(topic));
            JsonNode kafka = channel.at("/bindings/kafka");
            assertThat(kafka.path("partitions").asInt()).isEqualTo(Topics.DEFAULT_PARTITIONS);
            var kept = Topics.retention(topic);
            assertThat(kafka.at("/topicConfiguration/retention.ms").asLong())
                    .isEqualTo(kept == null ? -1 : kept.toMillis());
            assertThat(channel.path("description").asText()).contains("**Order.**", "**Kept**");
        });
    }

    @Test
    void shouldHaveEveryTypeOnceWithHeadersAndPayload() {
        JsonNode messages = document.at("/components/messages");
        assertThat(names(messages)).isEqualTo(RecordSchemas.types());
        assertThat(messages).allSatisfy(message -> {
            assertThat(message.at("/headers/allOf/1/properties/ce_type/const").asText())
                    .isEqualTo(message.path("name").asText());
            assertThat(message.at("/bindings/kafka/key/type").asText()).isEqualTo("string");
        });
    }

    @Test
    void shouldReferToWhatIsThereAndHaveNothingElse() {
        // When
        Set<String> references = new HashSet<>(document.findValuesAsText("$ref"));

        // Then
        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        names(document.at("/components/schemas"))
                .forEach(name -> assertThat(references).contains("#/components/schemas/" + name));
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static Stream<Encoded> records() {
        var key = Principal.sandbox(Everything.SB, new KeyId("key_0123456789"));
        var retry = new CommandEnvelope.RetryKey("key", "fingerprint");
        var cause = new EventEnvelope.Cause(COMMAND, 1);
        Instant noon = Everything.NOON;
        Stream<Encoded> commands = Everything.COMMANDS.stream()
                .flatMap(command -> Stream.of(
                        new CommandEnvelope(COMMAND, key, Long.MIN_VALUE, retry, 1L, TRACE, command),
                        new CommandEnvelope(COMMAND, Principal.system("timer"), 1, null, null, null, command)))
                .map(command -> CODEC.encode(command, noon));
        Stream<Encoded> events = Everything.EVENTS.stream()
                .flatMap(event -> Stream.of(
                        new EventEnvelope("id", 1, noon, Principal.user(Everything.USER), cause, "c", TRACE, event),
                        new EventEnvelope("id", Long.MAX_VALUE, noon, key, cause, null, null, event)))
                .map(CODEC::encode);
        Stream<Encoded> replies = Everything.REPLIES.stream().map(reply -> CODEC.encode(reply, 1, TRACE));
        return Stream.of(commands, events, replies).flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldDescribeEveryHeaderOfEveryRecord(Encoded encoded) {
        // Given
        String type = CloudEventHeaders.of(encoded.headers()).get(CloudEventHeaders.TYPE);
        ObjectNode headers = Json.shared().createObjectNode();
        encoded.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));

        // When
        ObjectNode schema = document.path("components")
                .path("messages")
                .path(type)
                .path("headers")
                .deepCopy();
        schema.set("components", document.path("components")); // where it refers to
        schema.put("unevaluatedProperties", false);

        // Then
        assertThat(Validation.faults(schema, headers)).isEmpty();
        assertThat(Validation.faults(schema, headers.deepCopy().put("surprise", "1")))
                .isNotEmpty();
        assertThat(Validation.faults(schema, headers.without(CloudEventHeaders.DATA_SCHEMA)))
                .isNotEmpty();
    }
}

package io.roundtable.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The schemas that the jar comes with are what the records say.
 *
 * <p>After a change of a record run {@code mvn -pl api/contract test -Dtest='SchemasTest,AsyncApiTest'
 * -Droundtable.schemas=write}, which writes them anew, look at what is different, and commit it. Files of versions that
 * are written no more stay as they are.
 */
final class SchemasTest {

    private static Map<String, String> generated = Map.of();

    @BeforeAll
    static void generate() {
        var texts = new TreeMap<String, String>();
        new GeneratedSchemas().all().forEach((type, schema) -> texts.put(type, SchemaFiles.text(schema)));
        generated = texts;
        if ("write".equals(System.getProperty("roundtable.schemas"))) {
            SchemaFiles.OURS.write(texts);
        }
    }

    @Test
    void shouldBeWhatTheRecordsSay() {
        // When
        var files = SchemaFiles.OURS.read();

        // Then
        assertThat(generated)
                .allSatisfy((type, text) -> assertThat(files.get(type))
                        .as(type + "; see above for how to write it anew")
                        .isEqualTo(text));
    }

    @Test
    void shouldHaveOneForEveryTypeThatThereHasEverBeenAndNoOther() {
        assertThat(SchemaFiles.OURS.read().keySet()).isEqualTo(RecordSchemas.types());
    }

    @Test
    void shouldNameItselfAsTheRecordsOfAnInstallationDo() {
        assertThat(RecordSchemas.types()).allSatisfy(type -> {
            String text = Objects.requireNonNull(RecordSchemas.find(type, "https://example.org/schemas/"));
            assertThat(SchemaFiles.tree(text).path("$id").asText()).isEqualTo("https://example.org/schemas/" + type);
            assertThat(text).doesNotContain(RecordCodec.DEFAULT_SCHEMAS);
        });
        assertThat(RecordSchemas.find("io.roundtable.message.sent.v0", RecordCodec.DEFAULT_SCHEMAS))
                .isNull();
    }

    @Test
    void shouldHaveNoKeywordOfItsMakingLeft() {
        assertThat(generated)
                .isNotEmpty()
                .allSatisfy((type, text) -> assertThat(SchemaFiles.tree(text).findValues(Wanted.REMARKS))
                        .as(type)
                        .isEmpty());
    }

    @Test
    void shouldSayWhatEveryTypeAndEveryFieldMeans() {
        // When
        var silent = new ArrayList<String>();
        generated.forEach((type, text) -> collectSilent(type, SchemaFiles.tree(text), silent));

        // Then
        assertThat(silent).as("add Javadoc to the record").isEmpty();
    }

    private static void collectSilent(String path, JsonNode schema, List<String> silent) {
        if (!schema.has("description")) {
            silent.add(path);
        }
        schema.path("properties").properties().forEach(property -> {
            if (!property.getValue().has("$ref") || property.getValue().has("description")) {
                collectSilent(path + "." + property.getKey(), property.getValue(), silent);
            }
        });
        schema.path("$defs")
                .properties()
                .forEach(def -> collectSilent(path + "#" + def.getKey(), def.getValue(), silent));
    }
}

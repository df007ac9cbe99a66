package io.roundtable.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundtable.contract.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule, by a change that is planted into a schema that has something of everything. */
final class ComparisonTest {

    private static final String BEFORE = """
        {"$id": "x", "type": "object", "required": ["id", "inner"], "additionalProperties": true,
         "properties": {
           "id": {"type": "string", "pattern": "^a", "minLength": 2, "maxLength": 9},
           "note": {"type": "string"},
           "time": {"type": "string", "format": "date-time"},
           "kind": {"type": "string", "enum": ["one", "two"]},
           "count": {"type": "integer", "minimum": 1, "maximum": 5},
           "names": {"type": "array", "minItems": 1, "maxItems": 4, "items": {"type": "string", "maxLength": 3}},
           "labels": {"type": "object", "maxProperties": 4, "propertyNames": {"maxLength": 3},
                      "additionalProperties": {"type": "string", "maxLength": 3}},
           "inner": {"$ref": "#/$defs/Inner"}},
         "$defs": {"Inner": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}},
                   "One": {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}}},
                   "Part": {"type": "object", "required": ["c"], "properties": {"c": {"type": "string"}}}},
         "patternProperties": {"^x_": {"type": "string"}},
         "allOf": [{"$ref": "#/$defs/Part"}, {"properties": {"kind": {"const": "one"}}}],
         "anyOf": [{"$ref": "#/$defs/One"}, {"description": "nothing", "type": "null"}]}
        """;

    private static ObjectNode before() {
        return SchemaFiles.tree(BEFORE);
    }

    /** @param value JSON; empty for taking it away */
    private static List<Change> planted(String pointer, String value) {
        ObjectNode after = before();
        int last = pointer.lastIndexOf('/');
        var parent = (ObjectNode) after.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (value.isEmpty()) {
            parent.remove(name);
        } else {
            parent.set(name, Json.read(value.getBytes(StandardCharsets.UTF_8), JsonNode.class));
        }
        return Comparison.of("t", before(), after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/properties/note | `` | t.note | the field is gone",
                "/properties/id/type | \"integer\" | t.id | type was \"string\" and is \"integer\"",
                "/properties/note/type | [\"string\",\"null\"] | t.note | type was",
                "/properties/note/type | `` | t.note | type was \"string\" and is nothing",
                "/properties/id/pattern | \"^b\" | t.id | pattern was",
                "/properties/note/pattern | \"^b\" | t.note | pattern was nothing",
                "/properties/time/format | `` | t.time | format was",
                "/properties/id/minLength | 3 | t.id | minLength was 2 and is 3",
                "/properties/id/maxLength | 8 | t.id | maxLength was 9 and is 8",
                "/properties/note/maxLength | 8 | t.note | maxLength is new",
                "/properties/count/minimum | 2 | t.count | minimum was 1 and is 2",
                "/properties/count/maximum | 4 | t.count | maximum was 5 and is 4",
                "/properties/names/minItems | 2 | t.names | minItems was 1 and is 2",
                "/properties/names/maxItems | 3 | t.names | maxItems was 4 and is 3",
                "/properties/names/uniqueItems | true | t.names | uniqueItems was nothing",
                "/properties/names/items/maxLength | 2 | t.names.items | maxLength was 3 and is 2",
                "/properties/names/items | `` | t.names.items | is nothing",
                "/properties/labels/maxProperties | 3 | t.labels | maxProperties was 4 and is 3",
                "/properties/labels/propertyNames/maxLength | 2 | t.labels.propertyNames | maxLength",
                "/properties/labels/additionalProperties/type | \"integer\" | t.labels.additionalProperties | type",
                "/additionalProperties | false | t.additionalProperties | it was true and is false",
                "/properties/kind/enum | [\"one\"] | t.kind | the value two is gone",
                "/properties/kind/enum | `` | t.kind | one of some",
                "/properties/note/enum | [\"one\"] | t.note | one of some",
                "/required | [\"id\",\"inner\",\"note\"] | t.note | it is required",
                "/required | [\"id\"] | t.inner | isn't required any more",
                "/$defs/Inner/required | [] | t.inner.a | isn't required any more",
                "/$defs/Inner/properties | {} | t.inner.a | the field is gone",
                "/anyOf | [{\"type\":\"null\"}] | t | the alternative",
                "/anyOf | [{\"$ref\":\"#/$defs/One\"}] | t | the alternative {\"type\":\"null\"} is gone",
                "/anyOf | `` | t | one of some",
                "/$defs/One/properties/b/type | \"integer\" | t(One).b | type was",
                "/$defs/One/properties | {} | t(One).b | the field is gone",
                "/$defs/One/required | [] | t(One).b | isn't required any more",
                "/allOf | [{\"$ref\":\"#/$defs/Part\"}] | t | it had to fit 2 schemas and has to fit 1",
                "/allOf | `` | t | it had to fit 2 schemas and has to fit 0",
                "/$defs/Part/properties | {} | t.c | the field is gone",
                "/patternProperties | {} | t.^x_ | the field is gone",
                "/patternProperties/^x_/pattern | \"a\" | t.^x_ | pattern was nothing",
                "/properties/note/contentEncoding | \"base64\" | t.note | contentEncoding was nothing",
            })
    void shouldCatchWhatMisleadsAReader(String pointer, String value, String path, String what) {
        // When
        var changes = planted(pointer, value);

        // Then
        assertThat(changes).anySatisfy(change -> {
            assertThat(change.breaking()).isTrue();
            assertThat(change.path()).isEqualTo(path);
            assertThat(change.what()).contains(what);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/properties/more | {\"type\":\"string\"} | t.more | the field is new",
                "/properties/kind/enum | [\"one\",\"two\",\"three\"] | t.kind | the value three is new",
                "/properties/id/minLength | 1 | t.id | minLength was 2 and is 1",
                "/properties/id/maxLength | 10 | t.id | maxLength was 9 and is 10",
                "/properties/count/maximum | `` | t.count | maximum is gone",
                "/$defs/Inner/properties/b | {\"type\":\"string\"} | t.inner.b | the field is new",
                "/anyOf | [{\"$ref\":\"#/$defs/One\"},{\"type\":\"null\"},{\"type\":\"string\"}] | t | is new",
                "/anyOf | [{\"$ref\":\"#/$defs/One\"},{\"type\":\"null\"},{\"$ref\":\"#/$defs/Part\"}] | t | Part is"
                        + " new",
                "/$defs/One/properties/d | {\"type\":\"string\"} | t(One).d | the field is new",
                "/$defs/Part/properties/d | {\"type\":\"string\"} | t.d | the field is new",
            })
    void shouldOnlyListWhatReadersAreToldToExpect(String pointer, String value, String path, String what) {
        // When
        var changes = planted(pointer, value);

        // Then
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.breaking()).isFalse();
            assertThat(change.path()).isEqualTo(path);
            assertThat(change.what()).contains(what);
        });
    }

    @Test
    void shouldPassOverWords() {
        assertThat(planted("/description", "\"other\"")).isEmpty();
        assertThat(planted("/properties/id/description", "\"other\"")).isEmpty();
        assertThat(planted("/examples", "[1]")).isEmpty();
        assertThat(planted("/$id", "\"other\"")).isEmpty();
        assertThat(planted("/$defs/One/description", "\"other\"")).isEmpty();
        assertThat(planted("/patternProperties/^x_/description", "\"other\"")).isEmpty();
        assertThat(planted("/anyOf", "[{\"description\":\"other\",\"type\":\"null\"},{\"$ref\":\"#/$defs/One\"}]"))
                .isEmpty();
    }

    @Test
    void shouldSayWhatAnewRequiredFieldIs() {
        // Given
        ObjectNode after = before();
        after.withObject("/properties").putObject("more").put("type", "string");
        after.withArray("/required").add("more");

        // When
        var changes = Comparison.of("t", before(), after);

        // Then
        assertThat(changes.stream().map(Change::toString))
                .containsExactlyInAnyOrder(
                        "harmless t.more: the field is new",
                        "BREAKING t.more: it is required, and old records may lack it");
    }
}

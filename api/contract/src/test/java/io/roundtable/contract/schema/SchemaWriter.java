package io.roundtable.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundtable.contract.wire.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Says what {@link Json} makes of a record: names in snake_case, components that may be null left out, bounds as its
 * constructor has them, and words as its Javadoc has them. Each record that it meets on the way stands once, among
 * {@link #defs()}.
 */
final class SchemaWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Descriptions descriptions;
    private final Map<String, ObjectNode> defs = new TreeMap<>();

    SchemaWriter(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    /** By their simple names. */
    Map<String, ObjectNode> defs() {
        return defs;
    }

    ObjectNode object(Class<?> record) {
        ObjectNode schema = NODES.objectNode();
        describe(schema, descriptions.type(record), new Refusals(record).ofTheWhole());
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        var required = NODES.arrayNode();
        for (RecordComponent component : Objects.requireNonNull(record.getRecordComponents())) {
            String name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
            properties.set(name, property(record, component, name));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            }
        }
        schema.set("required", required);
        return schema.put("additionalProperties", true);
    }

    private ObjectNode property(Class<?> record, RecordComponent component, String name) {
        ObjectNode schema = value(component.getGenericType());
        new Bounds(record, component, name).into(schema);
        String words = descriptions.component(record, component.getName());
        describe(schema, words == null ? descriptions.type(component.getType()) : words, remarks(schema));
        return schema;
    }

    /** Takes away what waits there. */
    private static Stream<String> remarks(ObjectNode schema) {
        JsonNode remarks = schema.remove(Wanted.REMARKS);
        return remarks == null
                ? Stream.empty()
                : StreamSupport.stream(remarks.spliterator(), false)
                        .map(JsonNode::asText)
                        .distinct();
    }

    /** A sentence or two, and what is wanted besides; first of all that stands there. */
    private void describe(ObjectNode schema, @Nullable String words, Stream<String> remarks) {
        String constants = schema.path("description").asText();
        String all = Stream.concat(
                        Stream.of(words == null ? "" : words, constants).filter(text -> !text.isEmpty()),
                        remarks.map(remark -> "It " + remark))
                .map(SchemaWriter::sentence)
                .collect(Collectors.joining(" "));
        if (!all.isEmpty()) {
            var rest = schema.deepCopy().without("description");
            schema.removeAll();
            schema.put("description", all);
            schema.setAll((ObjectNode) rest);
        }
    }

    private static String sentence(String text) {
        String begun = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    private ObjectNode value(Type type) {
        return switch (type) {
            case ParameterizedType list
            when list.getRawType() == List.class -> {
                ObjectNode schema = NODES.objectNode().put("type", "array");
                yield schema.set("items", value(list.getActualTypeArguments()[0]));
            }
            case ParameterizedType map
            when map.getRawType() == Map.class -> {
                ObjectNode schema = NODES.objectNode().put("type", "object");
                yield schema.set("additionalProperties", value(map.getActualTypeArguments()[1]));
            }
            case Class<?> named -> named(named);
            default -> throw new IllegalArgumentException("no schema for " + type);
        };
    }

    private ObjectNode named(Class<?> type) {
        ObjectNode scalar = Scalars.find(type);
        if (scalar != null) {
            return scalar;
        }
        if (type.isEnum()) {
            return oneOf(type);
        }
        if (!type.isRecord()) {
            throw new IllegalArgumentException("no schema for " + type);
        }
        return ref(type);
    }

    ObjectNode ref(Class<?> type) {
        String name = type.getSimpleName();
        if (!defs.containsKey(name)) {
            // stands there before it is filled, so that a record which holds itself ends
            ObjectNode def = NODES.objectNode();
            defs.put(name, def);
            def.setAll(object(type));
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }

    private ObjectNode oneOf(Class<?> type) {
        ObjectNode schema = NODES.objectNode();
        Object[] constants = Objects.requireNonNull(type.getEnumConstants());
        String meanings = Stream.of(constants)
                .filter(constant -> descriptions.constant(type, ((Enum<?>) constant).name()) != null)
                .map(constant -> "`" + constant + "`: " + descriptions.constant(type, ((Enum<?>) constant).name()))
                .collect(Collectors.joining(" "));
        if (!meanings.isEmpty()) {
            schema.put("description", meanings);
        }
        schema.put("type", "string");
        var names = schema.putArray("enum");
        for (Object constant : constants) {
            names.add(Json.shared().<JsonNode>valueToTree(constant));
        }
        return schema;
    }
}

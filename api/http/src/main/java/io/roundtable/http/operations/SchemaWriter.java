package io.roundtable.http.operations;

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
import org.jspecify.annotations.Nullable;

/**
 * Says what {@link Json} makes of a record: names in snake_case, components that may be null left out, no field besides.
 * Each record that it meets on the way stands once, under {@code $defs}.
 */
final class SchemaWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> defs = new TreeMap<>();

    /** @param type what the record is called in the log */
    ObjectNode write(String type, Class<?> record) {
        ObjectNode schema = NODES.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", type);
        schema.setAll(object(record));
        if (!defs.isEmpty()) {
            ObjectNode all = schema.putObject("$defs");
            defs.forEach(all::set);
        }
        return schema;
    }

    private ObjectNode object(Class<?> record) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        var required = NODES.arrayNode();
        for (RecordComponent component : Objects.requireNonNull(record.getRecordComponents())) {
            String name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
            properties.set(name, value(component.getGenericType()));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            }
        }
        schema.set("required", required);
        return schema.put("additionalProperties", false);
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
        ObjectNode scalar = ScalarSchemas.find(type);
        if (scalar != null) {
            return scalar;
        }
        if (type.isEnum()) {
            return oneOf(type);
        }
        if (!type.isRecord()) {
            throw new IllegalArgumentException("no schema for " + type);
        }
        String name = type.getSimpleName();
        if (!defs.containsKey(name)) {
            // stands there before it is filled, so that a record which holds itself ends
            ObjectNode def = NODES.objectNode();
            defs.put(name, def);
            def.setAll(object(type));
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }

    private static ObjectNode oneOf(Class<?> type) {
        ObjectNode schema = NODES.objectNode().put("type", "string");
        var constants = schema.putArray("enum");
        for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
            constants.add(Json.shared().<com.fasterxml.jackson.databind.JsonNode>valueToTree(constant));
        }
        return schema;
    }
}

package io.roundtable.contract.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.RawJson;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The bounds of a record's components, asked of the record itself: it is made with values far out of any bound, and says
 * what it wants instead. So they stand nowhere but in its constructor.
 */
final class Bounds {

    private static final int MANY = 20_000;
    private static final String LONG = "x".repeat(1_000_000);

    private final Refusals refusals;
    private final RecordComponent component;
    private final String field;

    Bounds(Class<?> record, RecordComponent component, String field) {
        this.refusals = new Refusals(record);
        this.component = component;
        this.field = field;
    }

    /** Writes them into the component's schema. */
    void into(ObjectNode schema) {
        if (component.getGenericType() instanceof ParameterizedType of) {
            Type content = Objects.requireNonNull(of.getActualTypeArguments()[of.getActualTypeArguments().length - 1]);
            if (of.getRawType() == List.class) {
                list(schema, (Class<?>) content);
            } else {
                map(schema, (Class<?>) content);
            }
        } else if (component.getType().isEnum()) {
            constants(schema);
        } else {
            beyond(component.getType()).forEach(value -> Wanted.write(schema, wanted(value)));
        }
    }

    private Stream<String> wanted(Object value) {
        return refusals.of(component, field, value);
    }

    private void list(ObjectNode schema, Class<?> content) {
        Wanted.write(schema, wanted(List.of()));
        usual(content).forEach(one -> Wanted.write(schema, wanted(Collections.nCopies(MANY, one))));
        ObjectNode items = schema.withObject("/items");
        beyond(content).forEach(one -> Wanted.write(items, wanted(List.of(one))));
        handUp(items, schema);
    }

    private void map(ObjectNode schema, Class<?> content) {
        usual(content).forEach(one -> {
            var many = IntStream.range(0, MANY).boxed().collect(Collectors.toMap(i -> "k" + i, _ -> one));
            Wanted.write(schema, wanted(many));
            ObjectNode names = schema.objectNode();
            Wanted.write(names, wanted(Map.of(LONG, one)));
            handUp(names, schema);
            if (!names.isEmpty()) {
                schema.set("propertyNames", names);
            }
        });
        ObjectNode values = schema.withObject("/additionalProperties");
        beyond(content).forEach(one -> Wanted.write(values, wanted(Map.of("k", one))));
        handUp(values, schema);
    }

    /** A remark is put behind the description of the whole: a part has none of its own. */
    private static void handUp(ObjectNode part, ObjectNode whole) {
        if (part.remove(Wanted.REMARKS) instanceof ArrayNode remarks) {
            whole.withArray("/" + Wanted.REMARKS).addAll(remarks);
        }
    }

    /** Those that the record takes: it says less of them. */
    private void constants(ObjectNode schema) {
        var faults = Arrays.stream(Objects.requireNonNull(component.getType().getEnumConstants()))
                .collect(Collectors.toMap(
                        Object::toString,
                        constant -> refusals.violations(component, constant).size()));
        int least = Collections.min(faults.values());
        var taken = schema.withArray("/enum");
        for (int i = taken.size() - 1; i >= 0; i--) {
            if (Objects.requireNonNull(faults.get(taken.get(i).asText())) > least) {
                taken.remove(i);
            }
        }
    }

    /** What is beyond any bound that a record of ours may have. */
    private static Stream<Object> beyond(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> Stream.of(LONG);
            case "int", "Integer" -> Stream.of(Integer.MIN_VALUE);
            case "long", "Long" -> Stream.of(Long.MIN_VALUE);
            case "BigDecimal" -> Stream.of(BigDecimal.valueOf(Long.MIN_VALUE));
            case "Instant" -> Stream.of(Instant.MAX);
            case "FreeForm" -> Stream.of(new FreeForm(TextNode.valueOf("no object")));
            case "RawJson" -> Stream.of(new RawJson(LONG));
            default -> Stream.empty();
        };
    }

    /** What could be in a collection, when only their number is in question. */
    private static Stream<Object> usual(Class<?> type) {
        Object one = type.isEnum() ? type.getEnumConstants()[0] : Samples.find(type);
        return Stream.of(Objects.requireNonNull(one, () -> "no sample of " + type + ", to ask how many there may be"));
    }
}

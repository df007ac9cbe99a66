package io.roundtable.contract.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.roundtable.contract.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * JSON as Roundtable reads and writes it everywhere: snake_case, times in RFC 3339, nulls left out, and on the way in
 * nothing guessed: no unknown field, no wrong type made to fit, no trailing text.
 */
public final class Json {

    /** How deep a body may nest around {@code content} and within it, together. */
    public static final int MAX_NESTING = 1_100;

    /** Of what is only passed over, in {@code content}; what a value is made of is bounded by its reader. */
    private static final int MAX_NUMBER_LENGTH = 256 * 1024;

    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    /** The shared mapper; don't configure it. */
    public static JsonMapper shared() {
        return MAPPER;
    }

    /** @throws UncheckedIOException where the value can't be written, which is a bug */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what another part of Roundtable has written.
     *
     * @throws UncheckedIOException where the bytes aren't that
     */
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Applies a JSON merge patch (RFC 7396) to a record.
     *
     * @return a new record that has checked itself
     * @throws InvalidInput where the result isn't a valid record, with the paths of the faults
     */
    public static <T> T patched(T target, byte[] patch, Class<T> type) {
        try {
            JsonNode merged = merge(MAPPER.readTree(write(target)), tree(patch));
            return MAPPER.readValue(MAPPER.writeValueAsBytes(merged), type);
        } catch (IOException e) {
            throw JsonFaults.invalid(e);
        }
    }

    /**
     * Reads a tree whose numbers are of a sensible length, at most 1,000 characters.
     *
     * @throws IOException where it isn't JSON or exceeds a bound, see {@link JsonFaults#invalid}
     */
    static JsonNode tree(byte[] json) throws IOException {
        try (JsonParser in = MAPPER.createParser(json)) {
            if (in.nextToken() == null) {
                throw new JsonEOFException(in, null, "nothing there");
            }
            JsonNode tree = BoundedTree.read(in, MAX_NESTING, json.length + 1L);
            if (in.nextToken() != null) {
                throw new JsonParseException(in, "more than one value");
            }
            return tree;
        }
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode members)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object : MAPPER.createObjectNode();
        members.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                result.remove(member.getKey());
            } else {
                JsonNode before = result.path(member.getKey());
                result.set(member.getKey(), merge(before, member.getValue()));
            }
        });
        return result;
    }

    private static JsonMapper mapper() {
        var factory = JsonFactory.builder()
                .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NUMBER_LENGTH)
                        .build())
                .build();
        var builder = JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule()
                        .addDeserializer(Instant.class, new Rfc3339())
                        .addDeserializer(BigDecimal.class, new DecimalReader()))
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // else 0.10 comes back from a tree as 0.1, and a patch of nothing would be a change
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
            builder.withCoercionConfig(LogicalType.Textual, c -> c.setCoercion(shape, CoercionAction.Fail));
        }
        return builder.build();
    }
}

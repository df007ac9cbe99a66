package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.roundtable.contract.wire.FreeFormReader;

/**
 * A part of a definition whose shape is its owner's own affair, such as a sandbox's connection details.
 *
 * <p>Unlike {@link RawJson} it may be searched, so it is kept as a value, not as bytes: at most 64 KiB of JSON and 100
 * levels, neither NUL nor unpaired surrogates in any text, no number of more than 1,000 characters.
 */
@JsonDeserialize(using = FreeFormReader.class)
public record FreeForm(@JsonValue JsonNode value) {

    /** Of its JSON. */
    public static final int MAX_CHARACTERS = 64 * 1024;
    /** Of arrays and objects within each other. */
    public static final int MAX_NESTING = 100;

    public static final FreeForm EMPTY =
            new FreeForm(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode());

    /** @throws InvalidInput where a bound is exceeded */
    public FreeForm {
        new Check()
                .rule(
                        "",
                        isStorable(value, 0),
                        "must nest at most 100 deep and hold neither NUL nor unpaired surrogates")
                .done();
        new Check()
                .rule("", value.toString().length() <= MAX_CHARACTERS, "must be at most 64 KiB")
                .done();
        value = value.deepCopy();
    }

    public boolean isObject() {
        return value.isObject();
    }

    private static boolean isStorable(JsonNode node, int depth) {
        if (depth > MAX_NESTING) {
            return false;
        }
        if (node.isTextual()) {
            return Check.isStorable(node.textValue());
        }
        for (var member : node.properties()) {
            if (!Check.isStorable(member.getKey())) {
                return false;
            }
        }
        for (var child : node) {
            if (!isStorable(child, depth + 1)) {
                return false;
            }
        }
        return true;
    }
}

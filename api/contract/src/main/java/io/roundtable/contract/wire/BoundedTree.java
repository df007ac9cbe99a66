package io.roundtable.contract.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundtable.contract.InvalidInput;
import java.io.IOException;

/**
 * Builds a tree of a JSON text within bounds, which hold while it is being read: what is made of a number takes time
 * that grows with the square of its digits, and {@code content}, which is only passed over, may have numbers of any
 * length.
 */
final class BoundedTree {

    /** The longest number that is made a value of, in characters. */
    static final int MAX_NUMBER_LENGTH = 1_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser in;
    private final int maxDepth;
    private final long maxCharacters;
    private long charactersLeft;

    private BoundedTree(JsonParser in, int maxDepth, long maxCharacters) {
        this.in = in;
        this.maxDepth = maxDepth;
        this.maxCharacters = maxCharacters;
        this.charactersLeft = maxCharacters;
    }

    /**
     * Reads the value that the parser stands at.
     *
     * @param maxDepth of arrays and objects within each other
     * @param maxCharacters of names, texts and numbers, and one for each value
     * @throws JsonMappingException where it exceeds a bound
     */
    static JsonNode read(JsonParser in, int maxDepth, long maxCharacters) throws IOException {
        return new BoundedTree(in, maxDepth, maxCharacters).value(0);
    }

    /** @throws JsonMappingException where the parser stands at a number that is longer than any that is wanted */
    static void checkNumber(JsonParser in) throws IOException {
        if (in.currentToken().isNumeric() && in.getTextLength() > MAX_NUMBER_LENGTH) {
            throw fault(in, "must hold no number of more than 1,000 characters");
        }
    }

    private JsonNode value(int depth) throws IOException {
        if (depth > maxDepth) {
            throw fault(in, "must nest at most " + maxDepth + " deep");
        }
        return switch (in.currentToken()) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> NODES.textNode(counted(in.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(in.getBooleanValue());
            case VALUE_EMBEDDED_OBJECT -> NODES.pojoNode(in.getEmbeddedObject());
            default -> NODES.nullNode();
        };
    }

    private JsonNode object(int depth) throws IOException {
        var object = NODES.objectNode();
        boolean isWholeText = in.getParsingContext().getParent().inRoot();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = counted(in.currentName());
            in.nextToken();
            object.set(name, isWholeText ? field(name, depth + 1) : value(depth + 1));
        }
        return object;
    }

    /** A fault is that of a field where the text isn't one field's itself. */
    private JsonNode field(String name, int depth) throws IOException {
        try {
            return value(depth);
        } catch (JsonMappingException e) {
            e.prependPath(this, name);
            throw e;
        }
    }

    private JsonNode array(int depth) throws IOException {
        var array = NODES.arrayNode();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            count(1);
            array.add(value(depth + 1));
        }
        return array;
    }

    /** As the shared mapper's own trees have it: whole numbers as they fit, others as decimals. */
    private JsonNode number() throws IOException {
        checkNumber(in);
        count(in.getTextLength());
        if (in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            return decimal();
        }
        return switch (in.getNumberType()) {
            case INT -> NODES.numberNode(in.getIntValue());
            case LONG -> NODES.numberNode(in.getLongValue());
            default -> NODES.numberNode(in.getBigIntegerValue());
        };
    }

    private JsonNode decimal() throws IOException {
        try {
            return NODES.numberNode(in.getDecimalValue());
        } catch (NumberFormatException e) {
            throw fault(in, "must hold no number whose exponent has more than ten digits");
        }
    }

    private String counted(String text) throws IOException {
        count(text.length() + 1L);
        return text;
    }

    private void count(long characters) throws IOException {
        charactersLeft -= characters;
        if (charactersLeft < 0) {
            throw fault(in, "must be at most " + maxCharacters / 1024 + " KiB");
        }
    }

    /** With an {@link InvalidInput} in it, so that what is said of it names the field. */
    private static JsonMappingException fault(JsonParser in, String wanted) {
        return new JsonMappingException(in, wanted, new InvalidInput("", wanted));
    }
}

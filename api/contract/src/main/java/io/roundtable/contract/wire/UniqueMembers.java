package io.roundtable.contract.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.roundtable.contract.RawJson;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads what a client sends, and refuses objects with two members of one name (RFC 8259 leaves open which counts).
 *
 * <p>What is only carried, a {@link RawJson} within, is skipped over and may hold what it likes. A text that is raw as a
 * whole is a patch, which will be read: it is checked to its depth.
 */
public final class UniqueMembers extends JsonParserDelegate {

    /** The names so far of each object that is open, innermost first; nesting bounds them. */
    private final Deque<Set<String>> open = new ArrayDeque<>();

    private UniqueMembers(JsonParser parser) {
        super(parser);
    }

    /**
     * Reads a whole text.
     *
     * @throws IOException as the shared mapper, and where a member is there twice
     */
    public static <T> T read(byte[] text, Class<T> type) throws IOException {
        if (type == RawJson.class) {
            check(text);
        }
        try (var parser = new UniqueMembers(Json.shared().createParser(text))) {
            return Json.shared().readValue(parser, type);
        }
    }

    private static void check(byte[] text) throws IOException {
        try (var parser = new UniqueMembers(Json.shared().createParser(text))) {
            while (parser.nextToken() != null) {
                // the parser refuses what is wrong
            }
        }
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.START_OBJECT) {
            open.push(new HashSet<>());
        } else if (token == JsonToken.END_OBJECT) {
            open.pop();
        } else if (token == JsonToken.FIELD_NAME && !open.getFirst().add(currentName())) {
            throw new DuplicateMember(this, path(getParsingContext()));
        }
        return token;
    }

    @Override
    public JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    /** Passes over what is inside without a look at its names. */
    @Override
    public JsonParser skipChildren() throws IOException {
        if (currentToken() == JsonToken.START_OBJECT) {
            open.pop();
        }
        return super.skipChildren();
    }

    private static String path(JsonStreamContext at) {
        JsonStreamContext parent = at.getParent();
        String before = parent == null ? "" : path(parent);
        if (at.inArray()) {
            return before + "[" + at.getCurrentIndex() + "]";
        }
        return at.inObject() ? before + (before.isEmpty() ? "" : ".") + at.getCurrentName() : before;
    }
}

package io.roundtable.contract;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.roundtable.contract.wire.RawJsonCodec;
import java.nio.charset.StandardCharsets;

/**
 * A JSON value carried as the text that came, never re-serialized.
 *
 * <p>It was read once by a JSON parser, so it is well-formed (RFC 8259); nothing else may be assumed about it. Names
 * of members with an unpaired surrogate are refused on the way in, since the parser can't read them.
 *
 * @param text the value as it came, from its first to its last character
 */
@JsonSerialize(using = RawJsonCodec.Writer.class)
@JsonDeserialize(using = RawJsonCodec.Reader.class)
public record RawJson(String text) {

    public static final RawJson EMPTY_OBJECT = new RawJson("{}");

    /** The size in bytes as UTF-8. */
    public int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    public boolean isObject() {
        return text.startsWith("{");
    }

    @Override
    public String toString() {
        return "RawJson[" + text.length() + " characters]";
    }
}

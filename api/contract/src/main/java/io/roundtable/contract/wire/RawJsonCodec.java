package io.roundtable.contract.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.roundtable.contract.RawJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts a value out of its surroundings byte by byte, and puts it back the same. */
public final class RawJsonCodec {

    private RawJsonCodec() {}

    /** Writes the text as it is. */
    public static final class Writer extends JsonSerializer<RawJson> {
        @Override
        public void serialize(RawJson value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeRawValue(value.text());
        }
    }

    /** Reads the text as it stands in the source; the source must be a whole array of bytes. */
    public static final class Reader extends JsonDeserializer<RawJson> {
        @Override
        public RawJson deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!(in.currentTokenLocation().contentReference().getRawContent() instanceof byte[] source)) {
                throw new IllegalStateException("a raw value can only be cut out of an array of bytes");
            }
            long start = in.currentTokenLocation().getByteOffset();
            if (start < 0) {
                throw new JsonParseException(in, "not in UTF-8"); // RFC 8259, 8.1
            }
            in.skipChildren();
            in.finishToken();
            long end = in.currentLocation().getByteOffset();
            return new RawJson(
                    text(in, source, (int) start, (int) (end - start)).strip());
        }

        /** The parser lets bytes pass that aren't UTF-8 where it only skips; they must not become others on the way. */
        private static String text(JsonParser in, byte[] source, int start, int length) throws IOException {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(source, start, length))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new JsonParseException(in, "not in UTF-8", e);
            }
        }

        /** The literal {@code null} is a JSON value like any other. */
        @Override
        public RawJson getNullValue(DeserializationContext context) {
            return new RawJson("null");
        }

        /** A field that isn't there is not the literal {@code null}. */
        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}

package io.roundtable.runtime.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record as one line: a CloudEvent in the JSON format (CloudEvents 1.0), its attributes in the order of the record's
 * headers, and Kafka's time as the extension {@code kafkatime}. The value stands under {@code data} as it is where
 * reading it back gives the same bytes, else under {@code data_base64}: what is said is never written anew.
 */
final class EventLine {

    /** A record of the largest size in Base64, and its headers. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final String TIME = "kafkatime";
    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";
    private static final String CONTENT_TYPE = "datacontenttype";
    private static final String PREFIX = "ce_";
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]{1,64}");

    private EventLine() {}

    /** @throws ArchiveFault where a line can't hold all that the record has */
    static byte[] write(LoggedEvent event) {
        try {
            byte[] value = event.value();
            if (value != null && isOneLine(value)) {
                byte[] line = write(event, text(value));
                if (isReadBack(line, event)) {
                    return line;
                }
            }
            byte[] line = write(event, null);
            if (line.length <= MAX_BYTES && read(line).isSameAs(event)) {
                return line;
            }
        } catch (IOException e) {
            throw new ArchiveFault("an event can't be written as a line: " + e.getMessage(), e);
        }
        throw new ArchiveFault(
                "the event with sequence " + event.sequence() + " has headers that a CloudEvent can't have");
    }

    private static boolean isOneLine(byte[] value) {
        for (byte each : value) {
            if (each == '\n' || each == '\r') {
                return false;
            }
        }
        return true;
    }

    /** Null where it isn't UTF-8. */
    private static @Nullable String text(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isReadBack(byte[] line, LoggedEvent event) {
        try {
            return read(line).isSameAs(event);
        } catch (ArchiveFault e) {
            return false; // it isn't one JSON value, and so can't stand in a line as it is
        }
    }

    private static byte[] write(LoggedEvent event, @Nullable String data) throws IOException {
        var bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = Json.shared().createGenerator(bytes)) {
            out.writeStartObject();
            for (Header header : event.headers()) {
                out.writeStringField(attribute(header), new String(header.value(), StandardCharsets.UTF_8));
            }
            out.writeStringField(TIME, Instant.ofEpochMilli(event.timestamp()).toString());
            if (data != null) {
                out.writeFieldName(DATA);
                out.writeRawValue(data);
            } else if (event.value() != null) {
                out.writeStringField(BASE64, Base64.getEncoder().encodeToString(event.value()));
            }
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static String attribute(Header header) {
        String name = header.key();
        String attribute = name.equals(CloudEventHeaders.CONTENT_TYPE)
                ? CONTENT_TYPE
                : name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
        if (header.value() == null || !ATTRIBUTE.matcher(attribute).matches()) {
            throw new ArchiveFault("an event has a header that no CloudEvent has: " + name);
        }
        return attribute;
    }

    /** @throws ArchiveFault where it isn't a line that was written here */
    static LoggedEvent read(byte[] line) {
        try (JsonParser in = Json.shared().createParser(line)) {
            var headers = new RecordHeaders();
            byte[] value = null;
            long timestamp = -1;
            require(in.nextToken() == JsonToken.START_OBJECT);
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken token = in.nextToken();
                switch (name) {
                    case DATA -> value = cut(in, line);
                    case BASE64 -> value = Base64.getDecoder().decode(in.getText());
                    case TIME -> timestamp = Instant.parse(in.getText()).toEpochMilli();
                    default -> {
                        require(token == JsonToken.VALUE_STRING);
                        headers.add(header(name), in.getText().getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
            require(in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null && timestamp >= 0);
            return new LoggedEvent(headers, value, timestamp);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new ArchiveFault("a line is no event of an archive: " + e.getMessage(), e);
        }
    }

    /** The value as it stands there. */
    private static byte[] cut(JsonParser in, byte[] line) throws IOException {
        int start = (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        in.finishToken();
        return Arrays.copyOfRange(line, start, (int) in.currentLocation().getByteOffset());
    }

    private static String header(String attribute) {
        return attribute.equals(CONTENT_TYPE) ? CloudEventHeaders.CONTENT_TYPE : PREFIX + attribute;
    }

    private static void require(boolean isSo) {
        if (!isSo) {
            throw new ArchiveFault("a line is no event of an archive");
        }
    }
}

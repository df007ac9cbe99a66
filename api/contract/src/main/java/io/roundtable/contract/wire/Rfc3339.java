package io.roundtable.contract.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * Reads times as RFC 3339 has them and no others. Jackson's own reader also takes numbers, and texts of digits, for
 * seconds since 1970, whatever coercions are forbidden.
 */
final class Rfc3339 extends StdScalarDeserializer<Instant> {

    Rfc3339() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
        if (!in.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, in);
        }
        Instant quick = PlainTime.parse(in.getText());
        try {
            return quick == null ? OffsetDateTime.parse(in.getText()).toInstant() : quick;
        } catch (DateTimeParseException e) {
            return (Instant) context.handleWeirdStringValue(Instant.class, in.getText(), "not a time in RFC 3339");
        }
    }
}

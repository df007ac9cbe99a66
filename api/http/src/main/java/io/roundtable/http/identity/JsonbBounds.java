package io.roundtable.http.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.roundtable.contract.Check;
import io.roundtable.contract.wire.Json;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * What is kept in a column of type {@code jsonb}. PostgreSQL writes every digit of a number out, so that {@code 1e99999}
 * comes back as a hundred thousand of them: numbers are bounded, and sizes are counted as they come back.
 */
final class JsonbBounds {

    static final int MAX_BYTES = 64 * 1024;

    /** On either side of the point; the least of doubles has 324, and 17 that count. */
    private static final int MAX_DIGITS = 1_000;

    private static final ObjectWriter WRITER =
            Json.shared().writer().with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    private JsonbBounds() {}

    /** @param value at most 100 levels deep */
    static void check(Check check, String field, JsonNode value) {
        boolean storable = hasStorableNumbers(value);
        check.rule(field, storable, "must hold no number of more than " + MAX_DIGITS + " digits, written out");
        if (storable) {
            int bytes = text(value).getBytes(StandardCharsets.UTF_8).length;
            check.rule(field, bytes <= MAX_BYTES, "must be at most 64 KiB");
        }
    }

    /** The value with its numbers written out. */
    static String text(JsonNode value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasStorableNumbers(JsonNode value) {
        if (value.isNumber()) {
            return isStorable(value);
        }
        for (JsonNode child : value) {
            if (!hasStorableNumbers(child)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStorable(JsonNode number) {
        if (number.canConvertToLong() && number.isIntegralNumber()) {
            return true;
        }
        if (number.isBigInteger() && number.bigIntegerValue().bitLength() > MAX_DIGITS * 4) {
            // Not made a decimal: that takes long where there are a hundred thousand digits.
            return false;
        }
        BigDecimal decimal = number.decimalValue();
        long before = (long) decimal.precision() - decimal.scale();
        return before <= MAX_DIGITS && decimal.scale() <= MAX_DIGITS;
    }
}

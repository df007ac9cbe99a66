package io.roundtable.contract.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The attributes and extensions of a CloudEvent as Kafka headers (CloudEvents 1.0, Kafka binding, binary mode). */
public final class CloudEventHeaders {

    public static final String CONTENT_TYPE = "content-type";
    public static final String JSON = "application/json";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String TIME = "ce_time";
    public static final String SUBJECT = "ce_subject";
    public static final String DATA_SCHEMA = "ce_dataschema";
    public static final String PARTITION_KEY = "ce_partitionkey";
    public static final String SEQUENCE = "ce_sequence";
    public static final String ACTOR = "ce_actor";
    public static final String CORRELATION_ID = "ce_correlationid";
    public static final String CAUSATION_ID = "ce_causationid";
    public static final String COMMAND_OFFSET = "ce_commandoffset";
    public static final String TRACEPARENT = "ce_traceparent";
    public static final String SEED = "ce_seed";
    public static final String IDEMPOTENCY_KEY = "ce_idempotencykey";
    public static final String FINGERPRINT = "ce_fingerprint";
    public static final String EXPECTED_VERSION = "ce_expectedversion";

    private static final int SEQUENCE_DIGITS = 19;

    private final Headers headers;

    private CloudEventHeaders(Headers headers) {
        this.headers = headers;
    }

    public static CloudEventHeaders of(Headers headers) {
        return new CloudEventHeaders(headers);
    }

    static CloudEventHeaders writing() {
        return new CloudEventHeaders(new RecordHeaders()).put("ce_specversion", "1.0");
    }

    public CloudEventHeaders put(String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    Headers headers() {
        return headers;
    }

    public @Nullable String find(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** @throws MalformedRecord where the header is missing */
    public String get(String name) {
        String value = find(name);
        if (value == null) {
            throw new MalformedRecord("header " + name + " is missing");
        }
        return value;
    }

    /** @throws MalformedRecord where the header is missing or no whole number */
    public long number(String name) {
        try {
            return Long.parseLong(get(name));
        } catch (NumberFormatException e) {
            throw new MalformedRecord("header " + name + " is no whole number", e);
        }
    }

    /** The number that the engine gives to an event; empty where the record isn't the engine's. */
    public OptionalLong sequence() {
        String text = find(SEQUENCE);
        if (text == null || text.length() != SEQUENCE_DIGITS) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = 0; i < SEQUENCE_DIGITS; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            number = number * 10 + digit;
        }
        return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** A sequence as its header has it: with zeros before, so that texts sort as numbers do. */
    public static String sequence(long number) {
        String digits = Long.toString(number);
        return "0".repeat(SEQUENCE_DIGITS - digits.length()) + digits;
    }

    @Nullable
    Long findNumber(String name) {
        return find(name) == null ? null : Long.valueOf(number(name));
    }

    /** @throws MalformedRecord where the header is missing or no time */
    public Instant time() {
        String text = get(TIME);
        Instant quick = PlainTime.parse(text);
        try {
            return quick == null ? Instant.parse(text) : quick;
        } catch (DateTimeParseException e) {
            throw new MalformedRecord("header " + TIME + " is no time", e);
        }
    }
}

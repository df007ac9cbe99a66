package io.roundtable.runtime.projection;

import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.persistence.projection.Poison;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link io.roundtable.runtime.DeadLetter} has written, and whatever else looks like it. */
final class PoisonReader {

    private static final String ORIGINAL = "original.";
    private static final int MAX_TOPIC = 249;
    private static final int MAX_TEXT = 1_000;
    private static final int ID_BYTES = 13;

    /** What PostgreSQL and everybody else can tell. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private PoisonReader() {}

    static boolean canRead(Headers headers) {
        try {
            var _ = origin(CloudEventHeaders.of(headers));
            return true;
        } catch (MalformedRecord e) {
            return false;
        }
    }

    static Poison read(Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
        var said = CloudEventHeaders.of(headers);
        Poison.Origin origin = origin(said);
        String reason = said.find("reason");
        String cut = said.find("cut");
        return new Poison(
                id(origin, key, value),
                origin,
                key,
                value,
                originals(headers),
                storable(reason == null ? "" : reason),
                cut == null ? null : storable(cut),
                time(said));
    }

    private static Poison.Origin origin(CloudEventHeaders headers) {
        String topic = headers.get("topic");
        long partition = headers.number("partition");
        long offset = headers.number("offset");
        if (topic.length() > MAX_TOPIC || !topic.equals(storable(topic)) || partition < 0 || offset < 0) {
            throw new MalformedRecord("no record can stand at " + topic + "-" + partition + " " + offset);
        }
        try {
            return new Poison.Origin(topic, Math.toIntExact(partition), offset);
        } catch (ArithmeticException e) {
            throw new MalformedRecord("there is no partition " + partition, e);
        }
    }

    /** A record's own time is whatever its writer has said. */
    static Instant time(CloudEventHeaders headers) {
        try {
            String time = headers.find(CloudEventHeaders.TIME);
            Instant at = time == null ? Instant.EPOCH : Instant.parse(time);
            return at.isBefore(Instant.EPOCH) || at.isAfter(LAST) ? Instant.EPOCH : at;
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static String originals(Headers headers) {
        List<Map<String, String>> originals = new ArrayList<>();
        for (Header header : headers) {
            if (header.key().startsWith(ORIGINAL)) {
                var one = new LinkedHashMap<String, String>();
                one.put("name", header.key().substring(ORIGINAL.length()));
                if (header.value() != null) {
                    one.put("value_base64", Base64.getEncoder().encodeToString(header.value()));
                }
                originals.add(one);
            }
        }
        return new String(Json.write(originals), StandardCharsets.UTF_8);
    }

    /** As much of a text as a table takes. */
    private static String storable(String text) {
        String shortened = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        var clean = new StringBuilder(shortened.length());
        shortened
                .codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static String id(Poison.Origin origin, byte @Nullable [] key, byte @Nullable [] value) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((origin.topic() + "-" + origin.partition() + "-" + origin.offset() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            for (byte[] part : new byte[][] {key, value}) {
                digest.update(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(part == null ? -1 : part.length)
                        .array());
                if (part != null) {
                    digest.update(part);
                }
            }
            return "dl_" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package io.roundtable.http.json;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.wire.JsonFaults;
import io.roundtable.contract.wire.UniqueMembers;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads bodies of requests: once, strictly, straight into the record that the route wants. */
public final class Bodies {

    private static final char REPLACEMENT = '\uFFFD';

    private Bodies() {}

    /**
     * Reads a body.
     *
     * @throws ProblemException 413 or 400 with the faults
     */
    public static <T> T read(HttpRequest<?> request, byte @Nullable [] body, Class<T> type) {
        byte[] bytes = checked(request, body);
        try {
            T value = UniqueMembers.read(bytes, type);
            if (value == null) {
                throw ProblemException.invalid("", "must be an object");
            }
            return value;
        } catch (IOException e) {
            throw ProblemException.invalid(JsonFaults.invalid(e));
        }
    }

    /** The same for a route whose body may be left out, which then is an empty object. */
    public static <T> T readOptional(HttpRequest<?> request, byte @Nullable [] body, Class<T> type) {
        boolean isEmpty = body == null || body.length == 0;
        return read(request, isEmpty ? "{}".getBytes(StandardCharsets.UTF_8) : body, type);
    }

    /** Of a route that wants nothing: no body, or an empty object. */
    public static void nothing(HttpRequest<byte[]> request) {
        var _ = readOptional(request, request.getBody().orElse(null), NothingGiven.class);
    }

    record NothingGiven() {}

    private static byte[] checked(HttpRequest<?> request, byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw ProblemException.invalid("", "a JSON body is required");
        }
        if (body.length > MediaTypes.limit(request)) {
            throw ProblemException.of(ProblemCode.PAYLOAD_TOO_LARGE);
        }
        // Content is carried as it came, so that it is UTF-8 must be known before it goes into the log.
        if (!isUtf8(body)) {
            throw ProblemException.invalid("", "is not UTF-8");
        }
        return body;
    }

    /** What isn't becomes a replacement character, which may be meant: only where there is one it is looked at closely. */
    private static boolean isUtf8(byte[] body) {
        if (new String(body, StandardCharsets.UTF_8).indexOf(REPLACEMENT) < 0) {
            return true;
        }
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

package io.roundtable.http.operations;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.roundtable.http.command.Conditions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Something that is the same for everybody until the next release, held in memory.
 *
 * @param mediaType as it stands in {@code Content-Type}
 * @param etag a hash of the bytes, in quotes
 */
@SuppressWarnings("ArrayRecordComponent") // written to sockets, never compared
record StaticFile(byte[] bytes, String mediaType, String etag) {

    /** Nothing is fetched from another host, whatever a page or a script in it may ask for. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final int TAG_BYTES = 12;

    static StaticFile of(byte[] bytes, String mediaType) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new StaticFile(bytes, mediaType, "\"" + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static StaticFile of(String text, String mediaType) {
        return of(text.getBytes(StandardCharsets.UTF_8), mediaType);
    }

    /** @throws IllegalStateException where the class path has no such resource */
    static StaticFile resource(String path, String mediaType) {
        return of(read(path), mediaType);
    }

    static byte[] read(String path) {
        try (InputStream in = StaticFile.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer that may be kept, but is asked for again each time: it costs nothing where it is still the same. */
    MutableHttpResponse<?> answer(HttpRequest<?> request) {
        return answer(request, "public, no-cache");
    }

    MutableHttpResponse<?> answer(HttpRequest<?> request, String cacheControl) {
        MutableHttpResponse<?> response = Conditions.isNotModified(request, etag)
                ? HttpResponse.status(HttpStatus.NOT_MODIFIED)
                : HttpResponse.ok(bytes).header("Content-Type", mediaType);
        return response.header("ETag", etag)
                .header("Cache-Control", cacheControl)
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }
}

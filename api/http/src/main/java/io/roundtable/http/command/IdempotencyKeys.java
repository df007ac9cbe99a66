package io.roundtable.http.command;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.Check;
import io.roundtable.contract.CommandEnvelope.RetryKey;
import io.roundtable.contract.wire.Json;
import io.roundtable.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** {@code Idempotency-Key}: quoted or not, read alike. */
public final class IdempotencyKeys {

    private static final int FINGERPRINT_BYTES = 24;

    private IdempotencyKeys() {}

    public static @Nullable String find(HttpRequest<?> request) {
        String header = request.getHeaders().get("Idempotency-Key");
        if (header == null) {
            return null;
        }
        String key = header.strip();
        if (key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"")) {
            key = key.substring(1, key.length() - 1);
        }
        boolean fits = !key.isEmpty() && key.codePointCount(0, key.length()) <= 255 && Check.isStorable(key);
        if (!fits) {
            throw ProblemException.invalid("Idempotency-Key", "must have 1 to 255 characters");
        }
        return key;
    }

    /**
     * The key with a fingerprint of what the client asked for.
     *
     * @param asked the request's own fields, as parsed: nothing that the server added
     */
    static @Nullable RetryKey of(HttpRequest<?> request, String keySuffix, Object asked) {
        String key = find(request);
        if (key == null) {
            return null;
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.getMethodName() + " " + request.getUri().getPath() + "\n" + keySuffix + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            String ifMatch = request.getHeaders().get("If-Match");
            digest.update((ifMatch == null ? "" : ifMatch).getBytes(StandardCharsets.UTF_8));
            digest.update(Json.write(asked));
            byte[] hash = java.util.Arrays.copyOf(digest.digest(), FINGERPRINT_BYTES);
            return new RetryKey(
                    key + keySuffix, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

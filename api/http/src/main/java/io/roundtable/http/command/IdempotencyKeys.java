package io.roundtable.http.command;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.Check;
import io.roundtable.contract.CommandEnvelope.RetryKey;
import io.roundtable.contract.wire.Json;
import io.roundtable.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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

    /** The key with a fingerprint of what the client asked for: nothing that the server added. */
    static @Nullable RetryKey of(Given given) {
        var request = given.request();
        String key = find(request);
        if (key == null || given.part().equals(Given.Part.UNKEYED)) {
            return null;
        }
        String suffix = given.part().keySuffix();
        String ifMatch = request.getHeaders().get("If-Match");
        String target = request.getMethodName() + " " + request.getPath() + "\n" + suffix + "\n"
                + given.part().digest() + (ifMatch == null ? "" : ifMatch);
        byte[] hash = sha256(target.getBytes(StandardCharsets.UTF_8), Json.write(given.asked()));
        return new RetryKey(key + suffix, text(Arrays.copyOf(hash, FINGERPRINT_BYTES)));
    }

    /** A digest of what a request asks for in several parts. */
    public static String digest(List<?> asked) {
        return text(sha256(Json.write(asked)));
    }

    private static String text(byte[] hash) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

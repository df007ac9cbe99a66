package io.roundtable.http.sandboxkey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.persistence.identity.SandboxKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the editors of its workspace see it.
 *
 * @param apiKey the key itself: in the answer that made it, and nowhere else
 */
@JsonInclude
record KeyResource(
        String keyId,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String apiKey,

        @Nullable String name,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    static KeyResource of(SandboxKey key) {
        return made(key, null);
    }

    static KeyResource made(SandboxKey key, @Nullable String apiKey) {
        var dates = key.dates();
        return new KeyResource(
                key.id().value(), apiKey, key.name(), dates.createdAt(), dates.lastUsedAt(), dates.revokedAt());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "KeyResource[" + keyId + "]";
    }
}

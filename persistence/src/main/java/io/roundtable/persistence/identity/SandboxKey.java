package io.roundtable.persistence.identity;

import io.roundtable.contract.KeyId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * By what a sandbox is known, without the secret.
 *
 * @param name as its maker called it
 */
public record SandboxKey(KeyId id, Owner owner, @Nullable String name, Dates dates) {

    /** The one sandbox that a key acts for. */
    public record Owner(WorkspaceId workspace, SandboxId sandbox) {}

    /**
     * What became of a key, and when; all cut to microseconds.
     *
     * @param lastUsedAt up to a minute or two late; null where nobody has used it
     * @param revokedAt null while it is good
     */
    public record Dates(
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {

        public Dates {
            createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** A key that nobody has used yet. */
    public static SandboxKey made(KeyId id, Owner owner, @Nullable String name, Instant at) {
        return new SandboxKey(id, owner, name, new Dates(at, null, null));
    }
}

package io.roundtable.persistence.identity;

import io.roundtable.contract.KeyId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** People and secrets for the tests. */
final class Fixtures {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Fixtures() {}

    static User user(String email, @Nullable String username) {
        UserId id = new UserId("usr_%010d".formatted(COUNT.incrementAndGet()));
        Profile profile = new Profile(email, username, "Ada Lovelace", RawJson.EMPTY_OBJECT);
        return User.create(id, profile, "$argon2id$…", false, NOW);
    }

    static final SandboxKey.Owner ALICE =
            new SandboxKey.Owner(new WorkspaceId("ws_0123456789"), new SandboxId("sb_alice00000"));

    /** A key of Alice's. */
    static SandboxKey key(String name) {
        KeyId id = new KeyId("key_%010d".formatted(COUNT.incrementAndGet()));
        return SandboxKey.made(id, ALICE, name, NOW);
    }

    static NewRefreshToken token(String name, Instant issuedAt) {
        return new NewRefreshToken(name + "-0123456789012345678901", issuedAt, issuedAt.plusSeconds(1_000));
    }
}

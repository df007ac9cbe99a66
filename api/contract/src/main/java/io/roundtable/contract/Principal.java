package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a command is given, as the server has established it; never taken from a request's body.
 *
 * @param kind what {@code id} names
 * @param id the user's or sandbox's id; for the system, the name of the part that acts
 * @param key by which of its keys a sandbox acts, for whoever looks into the log; no right depends on it. Null for all
 *     others
 */
public record Principal(Kind kind, String id, @Nullable KeyId key) {

    /** The kinds of principals. */
    public enum Kind {
        USER,
        SANDBOX,
        SYSTEM;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws InvalidInput where the id isn't one of its kind */
    public Principal {
        switch (kind) {
            case USER -> IdSyntax.check(UserId.PREFIX, id);
            case SANDBOX -> IdSyntax.check(SandboxId.PREFIX, id);
            case SYSTEM -> new Check().text("id", id, 1, 64).done();
        }
        new Check()
                .rule("key", key == null || kind == Kind.SANDBOX, "is of a sandbox alone")
                .done();
    }

    public Principal(Kind kind, String id) {
        this(kind, id, null);
    }

    public static Principal user(UserId user) {
        return new Principal(Kind.USER, user.value());
    }

    public static Principal sandbox(SandboxId sandbox) {
        return new Principal(Kind.SANDBOX, sandbox.value());
    }

    /** A sandbox that has shown one of its keys. */
    public static Principal sandbox(SandboxId sandbox, KeyId key) {
        return new Principal(Kind.SANDBOX, sandbox.value(), key);
    }

    /** A part of Roundtable itself, such as {@code timer}. */
    public static Principal system(String part) {
        return new Principal(Kind.SYSTEM, part);
    }
}

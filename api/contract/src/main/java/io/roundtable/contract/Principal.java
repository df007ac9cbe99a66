package io.roundtable.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * On whose behalf a command is given, as the server has established it; never taken from a request's body.
 *
 * @param kind what {@code id} names
 * @param id the user's or sandbox's id; for the system, the name of the part that acts
 */
public record Principal(Kind kind, String id) {

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
    }

    public static Principal user(UserId user) {
        return new Principal(Kind.USER, user.value());
    }

    public static Principal sandbox(SandboxId sandbox) {
        return new Principal(Kind.SANDBOX, sandbox.value());
    }

    /** A part of Roundtable itself, such as {@code timer}. */
    public static Principal system(String part) {
        return new Principal(Kind.SYSTEM, part);
    }
}

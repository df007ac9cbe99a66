package io.roundtable.http.access;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.KeyId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Who asks, as an access token or a sandbox's key has proven it. */
public sealed interface Caller {

    String ATTRIBUTE = "roundtable.caller";

    Principal principal();

    /**
     * Somebody with an account.
     *
     * @param operator whether the caller may use the paths of the installation
     */
    record Person(UserId user, boolean operator) implements Caller {

        @Override
        public Principal principal() {
            return Principal.user(user);
        }
    }

    /** A sandbox, by one of its keys: it acts for itself alone. */
    record Resident(WorkspaceId workspace, SandboxId sandbox, KeyId key) implements Caller {

        @Override
        public Principal principal() {
            return Principal.sandbox(sandbox, key);
        }
    }

    /** The caller of a request that has passed the access filter. */
    static Caller of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Caller.class)
                .orElseThrow(() -> ProblemException.of(ProblemCode.UNAUTHORIZED));
    }

    /**
     * The account of whoever asks.
     *
     * @throws ProblemException 403 where a sandbox asks, which has none
     */
    default UserId user() {
        return switch (this) {
            case Person person -> person.user();
            case Resident _ -> throw KeyChecks.notForKeys();
        };
    }

    /** The only sandbox that the caller may act for and see the messages of; null where a role decides instead. */
    default @Nullable SandboxId onlySandbox() {
        return switch (this) {
            case Person _ -> null;
            case Resident resident -> resident.sandbox();
        };
    }
}

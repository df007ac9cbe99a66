package io.roundtable.persistence.identity;

import io.roundtable.contract.KeyId;
import io.roundtable.contract.UserId;

/** What another node, or this one, has changed in the schema {@code identity}. */
public sealed interface IdentityChange {

    /** A user's row was changed or deleted; logins don't count. */
    record UserChanged(UserId user) implements IdentityChange {}

    /** A signing key was made, retired or deleted. */
    record SigningKeysChanged() implements IdentityChange {}

    /** A sandbox's key was revoked or deleted. */
    record SandboxKeyChanged(KeyId key) implements IdentityChange {}

    /** Listening began, or began again: anything may have changed meanwhile, read everything. */
    record Anything() implements IdentityChange {}
}

package io.roundtable.http.identity;

import io.roundtable.http.sandboxkey.KnownKeys;
import io.roundtable.persistence.identity.IdentityChange;

/** What a node keeps in memory of identity, and so must hear about. */
public record Remembered(KeyRing keys, ChangedAccess changedAccess, KnownKeys sandboxKeys) {

    void hear(IdentityChange change) {
        switch (change) {
            case IdentityChange.UserChanged(var user) -> changedAccess.read(user);
            case IdentityChange.SigningKeysChanged _ -> keys.read();
            case IdentityChange.SandboxKeyChanged(var key) -> sandboxKeys.forget(key);
            case IdentityChange.Anything _ -> {
                sandboxKeys.forgetAll();
                keys.read();
                changedAccess.read();
            }
        }
    }
}

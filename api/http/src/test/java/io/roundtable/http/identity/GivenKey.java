package io.roundtable.http.identity;

import io.roundtable.contract.KeyId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.Ids;
import io.roundtable.persistence.identity.SandboxKey;
import io.roundtable.persistence.identity.SandboxKey.Owner;
import io.roundtable.persistence.identity.SandboxKeys;
import java.time.Instant;

/** A key that stands in the database. */
record GivenKey(Owner owner, KeyId id, String text) {

    static final WorkspaceId WORKSPACE = new WorkspaceId("ws_0123456789");

    static GivenKey in(SandboxKeys keys, SandboxId sandbox) {
        var owner = new Owner(WORKSPACE, sandbox);
        var key = new GivenKey(owner, Ids.key(), "");
        String text = text(key.id(), 'a');
        keys.insert(SandboxKey.made(key.id(), owner, null, Instant.EPOCH), text);
        return new GivenKey(owner, key.id(), text);
    }

    /** A key of the right form. */
    static String text(KeyId id, char secret) {
        return "rt_test_" + id.value().substring(KeyId.PREFIX.length()) + "_"
                + Character.toString(secret).repeat(64);
    }
}

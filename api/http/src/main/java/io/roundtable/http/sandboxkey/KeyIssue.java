package io.roundtable.http.sandboxkey;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.KeyId;
import io.roundtable.http.Ids;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.identity.SandboxKey;
import io.roundtable.persistence.identity.SandboxKey.Owner;
import io.roundtable.persistence.identity.SandboxKeys;
import io.roundtable.persistence.query.Page;
import io.roundtable.persistence.query.PageRequest;
import java.time.Clock;

/** Makes, lists and revokes keys. */
final class KeyIssue {

    private final SandboxKeys store;
    private final KnownKeys known;
    private final ReadGate gate;
    private final String environment;
    private final Clock clock;

    /** @param environment what the keys of this installation are told by, 1 to 16 of {@code [a-z0-9]} */
    KeyIssue(SandboxKeys store, KnownKeys known, ReadGate gate, String environment, Clock clock) {
        if (!KeyText.ENVIRONMENT.matcher(environment).matches()) {
            throw new IllegalArgumentException("The environment of keys has 1 to 16 characters of [a-z0-9]");
        }
        this.store = store;
        this.known = known;
        this.gate = gate;
        this.environment = environment;
        this.clock = clock;
    }

    /** @throws ProblemException 409 where the sandbox has as many as it may */
    KeyResource make(HttpRequest<?> request, Owner owner, KeyGiven given) {
        // so that any node to which the key is shown finds its sandbox in the tables
        gate.await(request, owner.workspace());
        var text = KeyText.draw(environment, Ids.key());
        var key = SandboxKey.made(text.id(), owner, given.name(), clock.instant());
        if (!store.insert(key, text.value())) {
            throw ProblemException.of(ProblemCode.TOO_MANY_KEYS);
        }
        return KeyResource.made(key, text.value());
    }

    Page<SandboxKey, KeyId> page(Owner owner, PageRequest<KeyId> wanted) {
        return store.page(owner, wanted);
    }

    /** @throws ProblemException 404 where the sandbox has no such key */
    void revoke(Owner owner, KeyId id) {
        boolean found = store.revoke(owner, id, clock.instant());
        known.forget(id);
        if (!found) {
            throw ProblemException.of(ProblemCode.KEY_NOT_FOUND);
        }
    }
}

package io.roundtable.http.sandboxkey;

import io.roundtable.http.access.Caller;
import io.roundtable.http.access.TokenVerifier;
import io.roundtable.persistence.identity.KeyProof;
import org.jspecify.annotations.Nullable;

/** Tells keys from access tokens, and says which sandbox a key speaks for. */
public final class KeyVerifier implements TokenVerifier {

    private final KnownKeys known;
    private final KeyUses uses;
    private final TokenVerifier others;

    /** @param others for what isn't a key */
    public KeyVerifier(KnownKeys known, KeyUses uses, TokenVerifier others) {
        this.known = known;
        this.uses = uses;
        this.others = others;
    }

    @Override
    public boolean isAtHand(String token) {
        return token.startsWith(KeyText.PREFIX)
                ? KeyText.parse(token).map(key -> known.isAtHand(key.id())).orElse(true)
                : others.isAtHand(token);
    }

    @Override
    public @Nullable Caller verify(String token) {
        if (!token.startsWith(KeyText.PREFIX)) {
            return others.verify(token);
        }
        KeyProof proof = KeyText.parse(token)
                .flatMap(key -> known.find(key.id()))
                .filter(found -> found.isOf(token))
                .orElse(null);
        if (proof == null) {
            return null;
        }
        uses.note(proof.id());
        return new Caller.Resident(proof.owner().workspace(), proof.owner().sandbox(), proof.id());
    }
}

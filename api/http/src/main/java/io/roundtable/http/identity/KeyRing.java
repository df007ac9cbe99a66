package io.roundtable.http.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.identity.SigningKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * This node's copy of the signing keys. It is read again whenever another node changes them, and, as that news may come
 * after the first token, when a token names a key that isn't here: at most once a second, so that made-up key ids can't
 * flood the database.
 */
public final class KeyRing {

    private static final Duration BETWEEN_READS = Duration.ofSeconds(1);

    private final SigningKeys store;
    private final IdentitySettings settings;
    private final Clock clock;
    private final OneReader reader = new OneReader();

    /** The newest first. */
    private volatile Map<String, AcceptedKey> keys = Map.of();

    private volatile Instant lastRead = Instant.EPOCH;

    /** Whether that succeeded, so that a key which isn't here isn't good. */
    private volatile boolean isCurrent;

    private volatile @Nullable Signer lastSigner;

    public KeyRing(SigningKeys store, IdentitySettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** Reads the keys again. */
    public void read() {
        reader.read(this::readAll);
    }

    private void readAll() {
        boolean succeeded = false;
        try {
            Map<String, AcceptedKey> read = new LinkedHashMap<>();
            store.accepted(clock.instant()).forEach(key -> read.put(key.kid(), AcceptedKey.of(key)));
            keys = Collections.unmodifiableMap(read);
            succeeded = true;
        } finally {
            // Also after a failure: those who waited for it don't each wait for one of their own.
            isCurrent = succeeded;
            lastRead = clock.instant();
        }
    }

    /** Replaces the signing key by command, on all nodes; what it has signed stays good. */
    public void rotate() {
        Instant now = clock.instant();
        store.rotate(now, settings.acceptedAfterRetirement(), () -> EcKeys.make(settings, now));
        read();
    }

    /** Replaces the signing key where it is due, and forgets keys that are of no use any more. */
    public void rotateIfDue() {
        Instant now = clock.instant();
        store.purge(now);
        store.rotateIfOlder(
                settings.signingKeyAge(), now, settings.acceptedAfterRetirement(), () -> EcKeys.make(settings, now));
        read();
    }

    /** The JWK set (RFC 7517) of all keys whose signatures are good. */
    public String jwks() {
        if (signing().isEmpty()) {
            rotateIfDue();
        }
        Instant now = clock.instant();
        return new JWKSet(keys.values().stream()
                        .filter(key -> key.isGoodAt(now))
                        .<JWK>map(AcceptedKey::jwk)
                        .toList())
                .toString();
    }

    /**
     * The key of that id where its signatures are good.
     *
     * @throws ProblemException 503 where nobody can tell yet whether there is such a key
     */
    Optional<AcceptedKey> find(String kid) {
        if (!keys.containsKey(kid) && !isJustRead()) {
            throw ProblemException.later(
                    ProblemCode.DATABASE_UNAVAILABLE, "The keys that sign tokens can't be read right now.", 1);
        }
        return Optional.ofNullable(keys.get(kid)).filter(key -> key.isGoodAt(clock.instant()));
    }

    /** Whether {@link #find} would have nobody to ask. */
    boolean isAtHand(String kid) {
        return keys.containsKey(kid) || !isReadDue();
    }

    /** Whether a key that was found before is still good; asks nobody. */
    boolean accepts(String kid) {
        AcceptedKey key = keys.get(kid);
        return key != null && key.isGoodAt(clock.instant());
    }

    Signer signer() {
        if (signing().isEmpty()) {
            rotateIfDue();
        }
        String kid = signing()
                .map(key -> key.published().kid())
                .orElseThrow(() -> new IllegalStateException("No signing key, though one was made just now"));
        Signer known = lastSigner;
        if (known != null && known.kid().equals(kid)) {
            return known;
        }
        Signer current = store.current(clock.instant()).map(Signer::of).orElseThrow();
        lastSigner = current;
        return current;
    }

    private Optional<AcceptedKey> signing() {
        Instant now = clock.instant();
        return keys.values().stream().filter(key -> key.signsAt(now)).findFirst();
    }

    private boolean isJustRead() {
        return reader.readIfDue(this::isReadDue, this::readAll) && isCurrent;
    }

    private boolean isReadDue() {
        return Duration.between(lastRead, clock.instant()).compareTo(BETWEEN_READS) >= 0;
    }
}

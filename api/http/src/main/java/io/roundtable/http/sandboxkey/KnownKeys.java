package io.roundtable.http.sandboxkey;

import com.github.benmanes.caffeine.cache.Cache;
import io.roundtable.contract.KeyId;
import io.roundtable.http.Caches;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.identity.KeyProof;
import io.roundtable.persistence.identity.SandboxKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The keys that were shown to this node of late, so that a request needs no database to be known. A change anywhere is
 * forgotten here as soon as the database tells of it, within a second.
 *
 * <p>At most {@value #MOST} good keys are kept, for an hour each, and {@value #MOST_ABSENT} ids that no key has, for a
 * minute each. Whoever makes up ids can make the node ask for each of them once, but no more than {@value #LOOKUPS} at a
 * time, so that there are connections left for the others.
 */
public final class KnownKeys {

    static final int MOST = 50_000;
    static final int MOST_ABSENT = 50_000;
    static final int LOOKUPS = 2;

    /** For as long a key may go on being good where the database can't tell that it was revoked. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final Duration ABSENT_KEPT = Duration.ofMinutes(1);
    private static final long PATIENCE_MS = 2_000;

    private final SandboxKeys store;
    private final Cache<KeyId, KeyProof> good;
    private final Cache<KeyId, Boolean> absent;
    private final Semaphore lookups = new Semaphore(LOOKUPS, true);
    private final AtomicLong changes = new AtomicLong();

    public KnownKeys(SandboxKeys store, Clock clock) {
        this.store = store;
        this.good = cache(MOST, KEPT, clock);
        this.absent = cache(MOST_ABSENT, ABSENT_KEPT, clock);
    }

    /** Whether {@link #find} can tell without asking the database. */
    boolean isAtHand(KeyId id) {
        return good.getIfPresent(id) != null || absent.getIfPresent(id) != null;
    }

    /**
     * The proof of a key that is good.
     *
     * @throws ProblemException 503 where too many keys that aren't at hand are being looked up
     * @throws org.jooq.exception.DataAccessException where the database would have to be asked and can't be
     */
    Optional<KeyProof> find(KeyId id) {
        KeyProof known = good.getIfPresent(id);
        if (known != null || absent.getIfPresent(id) != null) {
            return Optional.ofNullable(known);
        }
        takeTurn();
        try {
            return lookUp(id);
        } finally {
            lookups.release();
        }
    }

    /** A key was changed somewhere. */
    public void forget(KeyId id) {
        changes.incrementAndGet();
        good.invalidate(id);
        absent.invalidate(id);
    }

    /** Any key may have been changed. */
    public void forgetAll() {
        changes.incrementAndGet();
        good.invalidateAll();
        absent.invalidateAll();
    }

    private Optional<KeyProof> lookUp(KeyId id) {
        // whoever waited may find it done
        KeyProof known = good.getIfPresent(id);
        if (known != null || absent.getIfPresent(id) != null) {
            return Optional.ofNullable(known);
        }
        long before = changes.get();
        Optional<KeyProof> found = store.proof(id);
        found.ifPresentOrElse(proof -> good.put(id, proof), () -> absent.put(id, true));
        if (changes.get() != before) {
            // what was read may be older than the change that was told of meanwhile
            good.invalidate(id);
            absent.invalidate(id);
        }
        return found;
    }

    private void takeTurn() {
        boolean taken = false;
        try {
            taken = lookups.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!taken) {
            throw ProblemException.later(
                    ProblemCode.OVERLOADED, "Too many keys are being looked up. Nothing was done; send it again.", 1);
        }
    }

    private static <V> Cache<KeyId, V> cache(int most, Duration kept, Clock clock) {
        return Caches.builder()
                .maximumSize(most)
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .expireAfterWrite(kept)
                .build();
    }
}

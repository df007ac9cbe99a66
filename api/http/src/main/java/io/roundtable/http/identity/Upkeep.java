package io.roundtable.http.identity;

import io.roundtable.persistence.identity.Leftovers;
import io.roundtable.persistence.identity.RefreshTokens;
import io.roundtable.persistence.identity.WebhookSecrets;
import java.time.Clock;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is due by time in identity: keys to replace, sessions and secrets that have ended, credentials of what is gone.
 * Each part by itself, so that one that fails keeps no other from being done.
 */
final class Upkeep {

    static final int PURGED_AT_ONCE = 1_000;

    private static final int PURGES = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final KeyRing keys;
    private final RefreshTokens refreshTokens;
    private final WebhookSecrets secrets;
    private final Leftovers leftovers;
    private final Clock clock;

    Upkeep(KeyRing keys, RefreshTokens refreshTokens, WebhookSecrets secrets, Leftovers leftovers, Clock clock) {
        this.keys = keys;
        this.refreshTokens = refreshTokens;
        this.secrets = secrets;
        this.leftovers = leftovers;
        this.clock = clock;
    }

    /** Does what is due: of each kind at most 100,000 rows, a thousand in a statement. */
    void round() {
        attempt("keys to sign with", keys::rotateIfDue);
        purge("sessions", () -> refreshTokens.purge(clock.instant(), PURGED_AT_ONCE));
        purge("secrets of webhooks", () -> secrets.purge(clock.instant(), PURGED_AT_ONCE));
        purge("secrets of webhooks that are gone", () -> leftovers.purgeSecrets(PURGED_AT_ONCE));
        purge("keys of sandboxes that are gone", () -> leftovers.purgeKeys(PURGED_AT_ONCE));
    }

    private static void purge(String what, IntSupplier some) {
        attempt(what, () -> {
            int purged = PURGED_AT_ONCE;
            for (int i = 0; i < PURGES && purged == PURGED_AT_ONCE; i++) {
                purged = some.getAsInt();
            }
        });
    }

    private static void attempt(String what, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            // Thrown on it would end the schedule in silence; a key that is due goes on signing for a day.
            LOG.warn("Upkeep of {} failed, and is tried again in the next round", what, e);
        }
    }
}

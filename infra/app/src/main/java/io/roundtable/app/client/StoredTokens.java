package io.roundtable.app.client;

import io.roundtable.app.UserError;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The tokens of the login that is kept, renewed by themselves: in time, and whenever the server refuses one. */
final class StoredTokens implements Tokens {
    /** A token that ends so soon might end on the way. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private final CredentialStore store;
    private final Clock clock;
    private Credentials credentials;

    StoredTokens(CredentialStore store, Credentials credentials, Clock clock) {
        this.store = store;
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public synchronized String current() {
        if (clock.instant().plus(SOON).isAfter(credentials.expiresAt())) {
            credentials = renewed(credentials.accessToken());
        }
        return credentials.accessToken();
    }

    @Override
    public synchronized boolean renew(@Nullable String refused) {
        if (credentials.accessToken().equals(refused)) {
            credentials = renewed(credentials.accessToken());
        }
        return true;
    }

    private Credentials renewed(String refused) {
        return store.locked(() -> {
            var stored = store.read().orElseThrow(StoredTokens::loggedOut);
            // Another process may have renewed it already; its refresh token is the only good one then.
            boolean isNewer = !stored.accessToken().equals(refused)
                    && stored.url().equals(credentials.url())
                    && clock.instant().isBefore(stored.expiresAt());
            if (isNewer) {
                return stored;
            }
            try (var login = new Login(stored.url(), clock)) {
                var fresh = login.refresh(stored);
                store.write(fresh);
                return fresh;
            } catch (ApiFailure e) {
                if (e.problem().status() == 401) {
                    throw loggedOut();
                }
                throw e;
            }
        });
    }

    private static UserError loggedOut() {
        return new UserError("the login has ended: log in again (roundtable login)");
    }
}

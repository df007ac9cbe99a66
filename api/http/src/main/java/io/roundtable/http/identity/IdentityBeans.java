package io.roundtable.http.identity;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.roundtable.http.Ids;
import io.roundtable.http.ReadModel;
import io.roundtable.http.access.TokenVerifier;
import io.roundtable.http.sandboxkey.KeyUses;
import io.roundtable.http.sandboxkey.KeyVerifier;
import io.roundtable.http.sandboxkey.KnownKeys;
import io.roundtable.http.workspace.KnownUsers;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.identity.Leftovers;
import io.roundtable.persistence.identity.MasterKey;
import io.roundtable.persistence.identity.RefreshTokens;
import io.roundtable.persistence.identity.SigningKeys;
import io.roundtable.persistence.identity.Users;
import io.roundtable.persistence.identity.WebhookSecrets;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * The parts of identity. Whoever starts the node gives the {@link Database}, the {@link ReadModel}, the
 * {@link IdentitySettings}, the {@link MasterKey} and the clock.
 */
@Factory
@Requires(beans = {Database.class, IdentitySettings.class, MasterKey.class})
final class IdentityBeans {

    @Singleton
    Users users(Database database) {
        return new Users(database.identity());
    }

    @Singleton
    WebhookSecrets webhookSecrets(Database database, MasterKey masterKey) {
        return new WebhookSecrets(database.identity(), masterKey);
    }

    @Singleton
    RefreshTokens refreshTokens(Database database) {
        return new RefreshTokens(database.identity());
    }

    @Singleton
    SigningKeys signingKeys(Database database, MasterKey masterKey) {
        return new SigningKeys(database.identity(), masterKey);
    }

    @Singleton
    KeyRing keyRing(SigningKeys store, IdentitySettings settings, Clock clock) {
        return new KeyRing(store, settings, clock);
    }

    @Singleton
    ChangedAccess changedAccess(Users users, IdentitySettings settings, Clock clock) {
        return new ChangedAccess(users, settings, clock);
    }

    /** As itself alone: whoever wants to know who asks must know of keys too. */
    @Singleton
    @Bean(typed = AccessTokens.class)
    AccessTokens accessTokens(KeyRing keys, ChangedAccess changedAccess, IdentitySettings settings, Clock clock) {
        return new AccessTokens(keys, changedAccess, settings, clock);
    }

    @Singleton
    @Bean(typed = TokenVerifier.class)
    TokenVerifier verifier(KnownKeys known, KeyUses uses, AccessTokens accessTokens) {
        return new KeyVerifier(known, uses, accessTokens);
    }

    @Singleton
    @Bean(preDestroy = "close")
    Passwords passwords() {
        return new Passwords();
    }

    @Singleton
    SessionTokens sessionTokens(
            AccessTokens accessTokens, RefreshTokens refreshTokens, IdentitySettings settings, Clock clock) {
        return new SessionTokens(accessTokens, refreshTokens, settings, clock);
    }

    @Singleton
    Sessions sessions(Users users, Passwords passwords, SessionTokens tokens, Clock clock) {
        return new Sessions(users, passwords, tokens, clock);
    }

    @Singleton
    Accounts accounts(Users users, Passwords passwords, SessionTokens tokens, Clock clock) {
        return new Accounts(users, passwords, tokens, Ids::user, clock);
    }

    @Singleton
    FirstOperator firstOperator(Users users, Accounts accounts, Passwords passwords, Clock clock) {
        return new FirstOperator(users, accounts, passwords, clock);
    }

    @Singleton
    Profiles profiles(Users users, Clock clock) {
        return new Profiles(users, clock);
    }

    @Singleton
    KnownUsers knownUsers(Users users) {
        return id -> users.byId(id).filter(user -> user.access().active()).isPresent();
    }

    @Singleton
    Remembered remembered(KeyRing keys, ChangedAccess changedAccess, KnownKeys sandboxKeys) {
        return new Remembered(keys, changedAccess, sandboxKeys);
    }

    @Singleton
    Upkeep upkeep(KeyRing keys, RefreshTokens refreshTokens, WebhookSecrets secrets, ReadModel model, Clock clock) {
        return new Upkeep(keys, refreshTokens, secrets, new Leftovers(model.sql()), clock);
    }

    @Context
    @Bean(preDestroy = "close")
    IdentityWatch watch(Database database, Remembered remembered, Upkeep upkeep) {
        return IdentityWatch.start(database.unpooled(), remembered, upkeep);
    }
}

package io.roundtable.http.identity;

import io.roundtable.contract.UserId;
import io.roundtable.http.Ids;
import io.roundtable.http.sandboxkey.KeyUses;
import io.roundtable.http.sandboxkey.KeyVerifier;
import io.roundtable.http.sandboxkey.KnownKeys;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.identity.Leftovers;
import io.roundtable.persistence.identity.MasterKey;
import io.roundtable.persistence.identity.RefreshTokens;
import io.roundtable.persistence.identity.SandboxKeys;
import io.roundtable.persistence.identity.SigningKeys;
import io.roundtable.persistence.identity.Users;
import io.roundtable.persistence.identity.WebhookSecrets;

/** One node's identity, wired as the application wires it but for the hash, which is quick here. */
final class Node implements AutoCloseable {

    static final IdentitySettings SETTINGS = IdentitySettings.DEFAULTS;

    /** A schema that isn't there unless a test makes it. */
    static final String PROJECTION = "projection_1";

    final CountingHash hash = new CountingHash();
    final Users users;
    final KeyRing keys;
    final ChangedAccess changedAccess;
    final AccessTokens accessTokens;
    final Accounts accounts;
    final Sessions sessions;
    final FirstOperator firstOperator;
    final SandboxKeys keysOfSandboxes;
    final KnownKeys sandboxKeys;
    final KeyUses keyUses;
    final KeyVerifier verifier;

    private final Database database;
    private final Passwords passwords = new Passwords(hash);
    private final RefreshTokens refreshTokens;
    private final TestClock clock;

    Node(DatabaseSettings settings, TestClock clock) {
        this.clock = clock;
        this.database = Database.open(settings);
        this.users = new Users(database.identity());
        this.refreshTokens = new RefreshTokens(database.identity());
        this.keys = new KeyRing(new SigningKeys(database.identity(), MasterKey.none()), SETTINGS, clock);
        this.changedAccess = new ChangedAccess(users, SETTINGS, clock);
        this.accessTokens = new AccessTokens(keys, changedAccess, SETTINGS, clock);
        SessionTokens tokens = new SessionTokens(accessTokens, refreshTokens, SETTINGS, clock);
        this.accounts = new Accounts(users, passwords, tokens, Ids::user, clock);
        this.sessions = new Sessions(users, passwords, tokens, clock);
        this.keysOfSandboxes = new SandboxKeys(database.identity());
        this.sandboxKeys = new KnownKeys(keysOfSandboxes, clock);
        this.keyUses = new KeyUses(keysOfSandboxes, clock);
        this.verifier = new KeyVerifier(sandboxKeys, keyUses, accessTokens);
        this.firstOperator = new FirstOperator(users, accounts, passwords, clock);
    }

    IdentityWatch watch() {
        return IdentityWatch.start(database.unpooled(), new Remembered(keys, changedAccess, sandboxKeys), upkeep());
    }

    Upkeep upkeep() {
        var secrets = new WebhookSecrets(database.identity(), MasterKey.none());
        return new Upkeep(keys, refreshTokens, secrets, new Leftovers(database.projection(PROJECTION)), clock);
    }

    Session register(String email) {
        NewAccount account = new NewAccount(email, "correct horse", "Ada Lovelace", null);
        if (accounts.register(account) instanceof Registration.Registered(var session)) {
            return session;
        }
        throw new AssertionError("Not registered: " + email);
    }

    UserId userOf(Session session) {
        return session.user().id();
    }

    @Override
    public void close() {
        keyUses.close();
        passwords.close();
        database.close();
    }
}

package io.roundtable.app.dev;

import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.Login;
import io.roundtable.app.client.RetryPolicy;
import io.roundtable.app.client.Tokens;
import io.roundtable.app.client.Workspace;
import io.roundtable.app.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Something to try: a workspace with two sandboxes, a token of their owner, and one of the operator's. Made through the
 * public API.
 *
 * @param operator empty where somebody has given the operator another password
 */
record Demo(URI url, String token, String operator, String workspace, Resident alice, Resident bob) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEY = "roundtable-dev-demo";

    /** A sandbox and a key of its own. */
    record Resident(String id, String key) {
        /** Without the key. */
        @Override
        public String toString() {
            return "Resident[" + id + "]";
        }
    }

    /** Makes what is missing and finds what is there. */
    static Demo prepare(URI url, DevAccounts accounts, Settings.Identity operator, Path data) {
        try (var login = new Login(url, Clock.systemUTC())) {
            var token = login.loginOrRegister(accounts.email(), accounts.password(), "Dev");
            try (var client = new ApiClient(url, Tokens.fixed(token), RetryPolicy.lasting(PATIENCE))) {
                var workspace = Workspace.open(KEY, "demo", client::send);
                var keys = DevKeys.in(data, url);
                return new Demo(
                        url,
                        token,
                        login.token(operator.operatorEmail(), operator.operatorPassword())
                                .orElse(""),
                        workspace.id(),
                        resident(workspace, "alice", keys),
                        resident(workspace, "bob", keys));
            }
        }
    }

    private static Resident resident(Workspace workspace, String name, DevKeys keys) {
        var sandbox = workspace.sandbox(name);
        return new Resident(sandbox, keys.of(workspace, sandbox));
    }

    /** Lines for a shell: variables, then commands that use them. */
    String shell(Settings.Identity identity) {
        return """
            export URL=%s TOKEN=%s OPERATOR=%s WS=%s ALICE=%s BOB=%s ALICE_KEY=%s BOB_KEY=%s
            # operator: %s password: %s

            # alice says something to bob; then what was said; then how the installation is
            curl -sS -X POST "$URL/v1/workspaces/$WS/messages" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"from_sandbox_id":"'$ALICE'","to_sandbox_id":"'$BOB'","message_type":"request","content":{"text":"Hello, Bob"}}'
            curl -sS "$URL/v1/workspaces/$WS/messages?to_sandbox_id=$BOB" -H "Authorization: Bearer $TOKEN"
            curl -sS "$URL/health/readiness"
            """.formatted(
                        url,
                        token,
                        operator,
                        workspace,
                        alice.id(),
                        bob.id(),
                        alice.key(),
                        bob.key(),
                        identity.operatorEmail(),
                        identity.operatorPassword());
    }
}

package io.roundtable.app.dev;

import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.Login;
import io.roundtable.app.client.RetryPolicy;
import io.roundtable.app.client.Tokens;
import io.roundtable.app.client.Workspace;
import io.roundtable.app.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Something to try: a workspace with two sandboxes, and a token of their owner. Made through the public API. */
record Demo(URI url, String token, String workspace, String alice, String bob) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEY = "roundtable-dev-demo";

    /** Makes what is missing and finds what is there. */
    static Demo prepare(URI url, DevAccounts accounts) {
        try (var login = new Login(url, Clock.systemUTC())) {
            var token = login.loginOrRegister(accounts.email(), accounts.password(), "Dev");
            try (var client = new ApiClient(url, Tokens.fixed(token), RetryPolicy.lasting(PATIENCE))) {
                var workspace = Workspace.open(KEY, "demo", client::send);
                return new Demo(url, token, workspace.id(), workspace.sandbox("alice"), workspace.sandbox("bob"));
            }
        }
    }

    /** Lines for a shell: variables, then commands that use them. */
    String shell(Settings.Identity operator) {
        return """
            export URL=%s TOKEN=%s WS=%s ALICE=%s BOB=%s
            # operator: %s password: %s

            # alice says something to bob; then what was said; then how the installation is
            curl -sS -X POST "$URL/v1/workspaces/$WS/messages" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"from_sandbox_id":"'$ALICE'","to_sandbox_id":"'$BOB'","message_type":"request","content":{"text":"Hello, Bob"}}'
            curl -sS "$URL/v1/workspaces/$WS/messages?to_sandbox_id=$BOB" -H "Authorization: Bearer $TOKEN"
            curl -sS "$URL/health/readiness"
            """.formatted(url, token, workspace, alice, bob, operator.operatorEmail(), operator.operatorPassword());
    }
}

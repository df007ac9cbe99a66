package io.roundtable.app.client;

import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --url} and {@code --token}, for every command that talks to a server. */
public final class ServerOptions {
    static final String DEFAULT_URL = "http://localhost:8080";

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "the server; default: ROUNDTABLE_URL, else where you are logged in, else " + DEFAULT_URL)
    private @Nullable String url;

    @Option(
            names = "--token",
            scope = ScopeType.INHERIT,
            paramLabel = "TOKEN",
            description = "an access token or API key; default: ROUNDTABLE_TOKEN, else that of 'roundtable login'")
    private @Nullable String token;

    private final Terminal terminal;

    public ServerOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A client that says who it is. */
    public ApiClient client(RetryPolicy policy) {
        return new ApiClient(server(), tokens(), policy);
    }

    /** A client for what needs no token, which asks once. */
    public ApiClient anonymous() {
        return new ApiClient(server(), Tokens.none(), RetryPolicy.ONCE);
    }

    URI server() {
        var named = Optional.ofNullable(url).or(() -> Optional.ofNullable(terminal.env("ROUNDTABLE_URL")));
        return named.map(ServerOptions::parse)
                .or(() -> CredentialStore.of(terminal).read().map(Credentials::url))
                .orElse(URI.create(DEFAULT_URL));
    }

    /** A client that says who it is where that is known, and asks once. */
    public Optional<ApiClient> known() {
        return knownTokens().map(tokens -> new ApiClient(server(), tokens, RetryPolicy.ONCE));
    }

    Tokens tokens() {
        var server = server();
        return knownTokens()
                .orElseThrow(() -> new UserError(
                        "not logged in at %s: run 'roundtable login --url %s --email YOU', or give --token"
                                .formatted(server, server)));
    }

    private Optional<Tokens> knownTokens() {
        var named = Optional.ofNullable(token).or(() -> Optional.ofNullable(terminal.env("ROUNDTABLE_TOKEN")));
        if (named.isPresent()) {
            return named.map(Tokens::fixed);
        }
        var server = server();
        var store = CredentialStore.of(terminal);
        return store.read().filter(c -> c.url().equals(server)).map(c -> new StoredTokens(store, c, Clock.systemUTC()));
    }

    static URI parse(String text) {
        try {
            var uri = URI.create(text.strip().replaceFirst("/+$", ""));
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new UserError("--url must be like http://host:8080, not '" + text + "'", e);
        }
        throw new UserError("--url must be like http://host:8080, not '" + text + "'");
    }
}

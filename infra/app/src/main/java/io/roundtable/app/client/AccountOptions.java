package io.roundtable.app.client;

import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who to be, and where. */
final class AccountOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the server; default: ROUNDTABLE_URL, else http://localhost:8080")
    private @Nullable String url;

    @Option(names = "--email", paramLabel = "EMAIL", required = true, description = "the user's address")
    private String email = "";

    private final Terminal terminal;

    AccountOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    URI server() {
        var env = terminal.env("ROUNDTABLE_URL");
        return ServerOptions.parse(url != null ? url : env != null ? env : ServerOptions.DEFAULT_URL);
    }

    String email() {
        return email;
    }

    String password() {
        return Optional.ofNullable(terminal.env("ROUNDTABLE_PASSWORD"))
                .or(() -> terminal.prompt().apply("Password for " + email + ": "))
                .orElseThrow(() -> new UserError("nobody to ask for the password: set ROUNDTABLE_PASSWORD"));
    }
}

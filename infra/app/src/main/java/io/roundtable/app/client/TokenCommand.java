package io.roundtable.app.client;

import io.roundtable.app.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code roundtable token}. */
@Command(
        name = "token",
        description = {
            "Prints an access token that is good now, renewed where needed.",
            "  curl -H \"Authorization: Bearer $(roundtable token)\" …"
        })
public final class TokenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ServerOptions server;

    public TokenCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new ServerOptions(terminal);
    }

    @Override
    public Integer call() {
        terminal.out().println(server.tokens().current());
        return 0;
    }
}

package io.roundtable.app.client;

import io.roundtable.app.Terminal;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code roundtable logout}. */
@Command(name = "logout", description = "Ends the login at the server and forgets it here.")
public final class LogoutCommand implements Callable<Integer> {
    private final Terminal terminal;

    public LogoutCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var store = CredentialStore.of(terminal);
        var stored = store.read();
        if (stored.isEmpty()) {
            terminal.err().println("not logged in");
            return 0;
        }
        try (var login = new Login(stored.get().url(), Clock.systemUTC())) {
            login.logout(stored.get());
        } catch (ApiFailure e) {
            // A refresh token that is no longer good has nothing to end.
            if (e.problem().status() != 401) {
                throw e;
            }
        }
        store.delete();
        terminal.err().println("logged out from " + stored.get().url());
        return 0;
    }
}

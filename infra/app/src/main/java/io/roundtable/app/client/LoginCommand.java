package io.roundtable.app.client;

import io.roundtable.app.Terminal;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code roundtable login}. */
@Command(
        name = "login",
        description = {
            "Logs in and keeps the login for the commands that follow, which renew it by themselves.",
            "The password comes from a prompt, or from ROUNDTABLE_PASSWORD."
        })
public final class LoginCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final AccountOptions account;

    public LoginCommand(Terminal terminal) {
        this.terminal = terminal;
        this.account = new AccountOptions(terminal);
    }

    @Override
    public Integer call() {
        try (var login = new Login(account.server(), Clock.systemUTC())) {
            var credentials = login.login(account.email(), account.password());
            CredentialStore.of(terminal).write(credentials);
            terminal.err().println("logged in as " + credentials.email() + " at " + credentials.url());
            return 0;
        }
    }
}

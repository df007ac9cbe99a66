package io.roundtable.app.client;

import io.roundtable.app.Terminal;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roundtable register}. */
@Command(
        name = "register",
        description = {
            "Makes a user and logs in as them.",
            "The password (8 to 128 characters) comes from a prompt, or from ROUNDTABLE_PASSWORD."
        })
public final class RegisterCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final AccountOptions account;

    @Option(names = "--full-name", paramLabel = "NAME", description = "default: the address's first part")
    private @Nullable String fullName;

    public RegisterCommand(Terminal terminal) {
        this.terminal = terminal;
        this.account = new AccountOptions(terminal);
    }

    @Override
    public Integer call() {
        var email = account.email();
        var name = fullName == null ? email.replaceFirst("@.*", "") : fullName;
        try (var login = new Login(account.server(), Clock.systemUTC())) {
            var credentials = login.register(email, account.password(), name);
            CredentialStore.of(terminal).write(credentials);
            terminal.err().println("registered and logged in as " + email + " at " + credentials.url());
            return 0;
        }
    }
}

package io.roundtable.app;

import io.roundtable.app.role.Role;
import io.roundtable.app.role.RoleStarter;
import io.roundtable.app.settings.Setting;
import io.roundtable.app.settings.SettingsOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roundtable api}, {@code engine}, {@code projector}, {@code courier}, {@code all}: roles against a Kafka and a PostgreSQL. */
@Command(footerHeading = "%nSettings, as a key of --config and --set, and as an environment variable:%n")
final class RoleCommand implements Callable<Integer> {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private final Terminal terminal;
    private final RoleStarter starter;
    private final Set<Role> roles;

    @Mixin
    private final SettingsOptions settings;

    @Option(names = "--port", paramLabel = "PORT", description = "HTTP port; the same as --set port=PORT")
    private @Nullable Integer port;

    RoleCommand(Terminal terminal, RoleStarter starter, Set<Role> roles) {
        this.terminal = terminal;
        this.starter = starter;
        this.roles = EnumSet.copyOf(roles);
        this.settings = new SettingsOptions(terminal.env());
    }

    @Override
    public Integer call() {
        var read = settings.with(Setting.PORT, port).read();
        Logging.toConsole();
        try (var stop = StopSignal.listen(STOP_LIMIT);
                var _ = starter.start(read, roles)) {
            terminal.err().println("running " + roles + "; Ctrl-C stops");
            stop.await();
        }
        return 0;
    }
}

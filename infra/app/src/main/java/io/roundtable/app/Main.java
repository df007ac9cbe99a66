package io.roundtable.app;

import io.roundtable.app.client.LoginCommand;
import io.roundtable.app.client.LogoutCommand;
import io.roundtable.app.client.RegisterCommand;
import io.roundtable.app.client.TokenCommand;
import io.roundtable.app.deadletter.DeadLettersCommand;
import io.roundtable.app.dev.DevCommand;
import io.roundtable.app.event.EventsCommand;
import io.roundtable.app.importing.ImportCommand;
import io.roundtable.app.message.InboxCommand;
import io.roundtable.app.message.SendCommand;
import io.roundtable.app.replay.ReplayCommand;
import io.roundtable.app.role.Role;
import io.roundtable.app.role.RoleStarter;
import io.roundtable.app.settings.Setting;
import io.roundtable.app.status.StatusCommand;
import io.roundtable.app.topics.TopicsCommand;
import io.roundtable.app.webhook.WebhooksCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line: a list of its commands. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(Terminal.ofProcess(), RoleStarter.installed(), args));
    }

    /** Runs a command and returns its exit code. */
    static int run(Terminal terminal, RoleStarter starter, String... args) {
        return commandLine(terminal, starter).execute(args);
    }

    static CommandLine commandLine(Terminal terminal, RoleStarter starter) {
        var line = new CommandLine(new RoundtableCommand())
                .addSubcommand(new DevCommand(terminal, starter))
                .addSubcommand("api", role(terminal, starter, "Answers HTTP.", Role.API))
                .addSubcommand("engine", role(terminal, starter, "Decides commands.", Role.ENGINE))
                .addSubcommand("projector", role(terminal, starter, "Writes tables from events.", Role.PROJECTOR))
                .addSubcommand("courier", role(terminal, starter, "Sends messages to webhooks.", Role.COURIER))
                .addSubcommand("all", role(terminal, starter, "All roles in one process.", Role.values()))
                .addSubcommand(new RegisterCommand(terminal))
                .addSubcommand(new LoginCommand(terminal))
                .addSubcommand(new LogoutCommand(terminal))
                .addSubcommand(new TokenCommand(terminal))
                .addSubcommand(new TopicsCommand(terminal))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(new ImportCommand(terminal))
                .addSubcommand(new SendCommand(terminal))
                .addSubcommand(new InboxCommand(terminal))
                .addSubcommand(new EventsCommand(terminal))
                .addSubcommand(new DeadLettersCommand(terminal))
                .addSubcommand(new WebhooksCommand(terminal))
                .addSubcommand(ReplayCommand.line(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(new ShownMistakes(terminal))
                .setExecutionExceptionHandler(new ShownErrors(terminal));
        addHelp(line);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("print the version")
                        .build())
                .version("roundtable " + version());
        return line;
    }

    private static CommandSpec role(Terminal terminal, RoleStarter starter, String does, Role... roles) {
        var spec = CommandSpec.forAnnotatedObject(new RoleCommand(terminal, starter, EnumSet.copyOf(Set.of(roles))));
        spec.usageMessage()
                .description(
                        does,
                        "Runs until Ctrl-C, against the Kafka and the PostgreSQL that the settings name. An option wins"
                                + " over the environment, which wins over the file.")
                .footer(Arrays.stream(Setting.values()).flatMap(Main::describe).toArray(String[]::new));
        return spec;
    }

    private static Stream<String> describe(Setting setting) {
        var byDefault = setting.byDefault().isEmpty() ? "" : " [" + setting.byDefault() + "]";
        return Stream.of(
                "  %-24s %s".formatted(setting.key(), setting.env()), "      " + setting.meaning() + byDefault);
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this help")
                        .build());
        line.getSubcommands().values().forEach(Main::addHelp);
    }

    private static String version() {
        return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "(unpackaged)");
    }
}

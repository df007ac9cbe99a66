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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
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
        return commandLine(terminal, starter, args).execute(args);
    }

    private static CommandLine commandLine(Terminal terminal, RoleStarter starter, String... args) {
        var line = new CommandLine(new RoundtableCommand());
        wanted(commands(terminal, starter), args).forEach((name, command) -> line.addSubcommand(name, command.get()));
        line.setCaseInsensitiveEnumValuesAllowed(true)
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

    /** What makes each command, in the order of the help. */
    private static Map<String, Supplier<Object>> commands(Terminal terminal, RoleStarter starter) {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("dev", () -> new DevCommand(terminal, starter));
        commands.put("api", () -> role(terminal, starter, "Answers HTTP.", Role.API));
        commands.put("engine", () -> role(terminal, starter, "Decides commands.", Role.ENGINE));
        commands.put("projector", () -> role(terminal, starter, "Writes tables from events.", Role.PROJECTOR));
        commands.put("courier", () -> role(terminal, starter, "Sends messages to webhooks.", Role.COURIER));
        commands.put("all", () -> role(terminal, starter, "All roles in one process.", Role.values()));
        commands.put("register", () -> new RegisterCommand(terminal));
        commands.put("login", () -> new LoginCommand(terminal));
        commands.put("logout", () -> new LogoutCommand(terminal));
        commands.put("token", () -> new TokenCommand(terminal));
        commands.put("topics", () -> new TopicsCommand(terminal));
        commands.put("status", () -> new StatusCommand(terminal));
        commands.put("import", () -> new ImportCommand(terminal));
        commands.put("send", () -> new SendCommand(terminal));
        commands.put("inbox", () -> new InboxCommand(terminal));
        commands.put("events", () -> new EventsCommand(terminal));
        commands.put("dead-letters", () -> new DeadLettersCommand(terminal));
        commands.put("webhooks", () -> new WebhooksCommand(terminal));
        commands.put("replay", () -> ReplayCommand.line(terminal));
        return commands;
    }

    /** The one that is named first, where one is: making all of them takes as long as most of them run. */
    private static Map<String, Supplier<Object>> wanted(Map<String, Supplier<Object>> commands, String... args) {
        var named = args.length == 0 ? null : commands.get(args[0]);
        return named == null ? commands : Map.of(args[0], named);
    }

    private static CommandSpec role(Terminal terminal, RoleStarter starter, String does, Role... roles) {
        var spec = CommandSpec.forAnnotatedObject(new RoleCommand(terminal, starter, EnumSet.copyOf(Set.of(roles))));
        spec.usageMessage()
                .description(
                        does,
                        "Runs until Ctrl-C, against the Kafka and the PostgreSQL that the settings name. An option wins"
                                + " over the environment, which wins over the file.")
                .footer(settings());
        return spec;
    }

    private static String[] settings() {
        var ofKafka = line(
                "kafka.client.NAME",
                Setting.ENV_PREFIX + "KAFKA_CLIENT_NAME",
                "a setting of Kafka's clients by its own name, such as security.protocol; not against a promise");
        return Stream.concat(Arrays.stream(Setting.values()).flatMap(Main::describe), ofKafka)
                .toArray(String[]::new);
    }

    private static Stream<String> describe(Setting setting) {
        var byDefault = setting.byDefault().isEmpty() ? "" : " [" + setting.byDefault() + "]";
        return line(setting.key(), setting.env(), setting.meaning() + byDefault);
    }

    private static Stream<String> line(String key, String variable, String meaning) {
        return Stream.of("  %-24s %s".formatted(key, variable), "      " + meaning);
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

package io.roundtable.app.client;

import io.roundtable.app.Terminal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code --workspace} besides {@code --url} and {@code --token}, for every command that works in one workspace. */
public final class WorkspaceOptions {
    /** Somebody waits for it at the command line. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Mixin
    private final ServerOptions server;

    @Option(
            names = "--workspace",
            scope = ScopeType.INHERIT,
            paramLabel = "WS",
            description = "the workspace's id; default: ROUNDTABLE_WORKSPACE, else WS, as 'roundtable dev' prints it")
    private @Nullable String workspace;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    private final Terminal terminal;

    public WorkspaceOptions(Terminal terminal) {
        this.terminal = terminal;
        this.server = new ServerOptions(terminal);
    }

    /** A client that asks again for a while where the server is busy. */
    public ApiClient client() {
        return client(RetryPolicy.lasting(PATIENCE));
    }

    /** A client that asks again as the policy says. */
    public ApiClient client(RetryPolicy policy) {
        return server.client(policy);
    }

    /** The path below the workspace. Segments are escaped: they are what somebody has typed. */
    public String path(String... segments) {
        var named = Optional.ofNullable(workspace)
                .filter(text -> !text.isBlank())
                .or(() -> Optional.ofNullable(terminal.env("ROUNDTABLE_WORKSPACE")))
                .or(() -> Optional.ofNullable(terminal.env("WS")))
                .orElseThrow(() -> mistake("which workspace? Name it by --workspace"));
        var path = new StringBuilder("/v1/workspaces");
        Stream.concat(Stream.of(named), Stream.of(segments))
                .forEach(segment -> path.append('/').append(escaped(segment)));
        return path.toString();
    }

    /** A mistake on the command line that has these options. */
    public ParameterException mistake(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** As part of a path or a query. */
    public static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

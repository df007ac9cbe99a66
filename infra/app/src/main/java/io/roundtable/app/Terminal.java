package io.roundtable.app;

import io.roundtable.contract.wire.Json;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command has around it: the environment, and where it reads and writes.
 *
 * @param env environment variables
 * @param in what is piped or typed
 * @param out what was asked for, and nothing else
 * @param err what a person may want to know besides
 * @param prompt asks for a secret without showing it; empty where nobody can be asked
 * @param interactive whether a person is watching
 */
public record Terminal(
        Map<String, String> env,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Function<String, Optional<String>> prompt,
        boolean interactive) {

    public Terminal {
        env = Map.copyOf(env);
    }

    static Terminal ofProcess() {
        return new Terminal(
                System.getenv(),
                System.in,
                System.out,
                System.err,
                Terminal::askConsole,
                console().isPresent());
    }

    private static Optional<String> askConsole(String question) {
        return console().map(console -> console.readPassword("%s", question)).map(String::new);
    }

    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /** The variable's value, or null where it is unset or empty. */
    public @Nullable String env(String name) {
        var value = env.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Whether the person who is watching says yes; anything else than y or yes means no. */
    public boolean isConfirmed(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        try {
            var line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line != null && line.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One JSON document on one line of standard output. */
    public void json(Object document) {
        out.println(new String(Json.write(document), StandardCharsets.UTF_8));
    }

    /** Where this user's configuration is kept (XDG Base Directory Specification). */
    public Path configDirectory() {
        var xdg = env("XDG_CONFIG_HOME");
        var home = env("HOME");
        var base = xdg != null
                ? Path.of(xdg)
                : Path.of(home != null ? home : System.getProperty("user.home")).resolve(".config");
        return base.resolve("roundtable");
    }
}

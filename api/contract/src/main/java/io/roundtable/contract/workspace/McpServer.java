package io.roundtable.contract.workspace;

import io.roundtable.contract.Check;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Model Context Protocol server that a workspace's agents may use: reached by URL, or started by command.
 *
 * @param name 1 to 100 characters
 * @param url http or https; either this or {@code command}
 * @param command the program, 1 to 1,000 characters
 * @param args at most 100 arguments of at most 4,000 characters
 * @param secrets at most 64; environment variable or header name to where its value is to be found
 */
public record McpServer(
        String name,
        @Nullable String url,
        @Nullable String command,
        @Nullable List<String> args,
        @Nullable Map<String, SecretRef> secrets) {

    public McpServer(
            @Nullable String name,
            @Nullable String url,
            @Nullable String command,
            @Nullable List<String> args,
            @Nullable Map<String, SecretRef> secrets) {
        var check = new Check()
                .required("name", name)
                .text("name", name, 1, 100)
                .rule("", (url == null) != (command == null), "must have either url or command")
                .text("url", url, 1, 2_000)
                .matches("url", url, Urls.PLAIN_HTTP, Urls.WANTED)
                .text("command", command, 1, 1_000)
                .size("args", args, 0, 100)
                .rule("secrets", secrets == null || secrets.size() <= 64, "must have at most 64 entries");
        if (args != null) {
            args.forEach(arg -> check.required("args", arg).text("args", arg, 0, 4_000));
        }
        if (secrets != null) {
            secrets.forEach((key, value) -> check.text("secrets", key, 1, 200).required("secrets." + key, value));
        }
        check.done();
        this.name = Objects.requireNonNull(name);
        this.url = url;
        this.command = command;
        this.args = args == null ? null : List.copyOf(args);
        this.secrets = secrets == null ? null : Collections.unmodifiableMap(new TreeMap<>(secrets));
    }
}

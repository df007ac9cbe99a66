package io.roundtable.app.status;

import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.client.ServerOptions;
import io.roundtable.app.status.Readiness.Part;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code roundtable status}. */
@Command(
        name = "status",
        description = {
            "Says how each role and partition is: its lag, since when, and what to do.",
            "Exit code 1 when something needs a person."
        })
public final class StatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ServerOptions server;

    @Mixin
    private final OutputOption output = new OutputOption();

    public StatusCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new ServerOptions(terminal);
    }

    @Override
    public Integer call() {
        try (var client = server.anonymous()) {
            var readiness = ReadinessProbe.ask(client);
            if (output.isJson()) {
                readiness.parts().forEach(terminal::json);
                terminal.json(new Whole(readiness.status()));
            } else {
                print(readiness);
            }
            return readiness.needsPerson() ? 1 : 0;
        }
    }

    /** The last JSON line. */
    record Whole(String status) {}

    private void print(Readiness readiness) {
        terminal.out().println("%-10s %-12s %-10s %14s  %s".formatted("ROLE", "PART", "STATUS", "LAG", "SINCE"));
        for (var part : readiness.parts()) {
            terminal.out()
                    .println("%-10s %-12s %-10s %14s  %s"
                            .formatted(part.role(), text(part.part()), part.status(), lag(part), text(part.since())));
            if (part.detail() != null && !part.status().equals("ready")) {
                terminal.out().println("           " + part.detail());
            }
            if (part.action() != null) {
                terminal.out().println("           what to do: " + part.action());
            }
        }
        terminal.out().println(readiness.status());
    }

    private static String text(@Nullable String text) {
        return text == null ? "-" : text;
    }

    private static String lag(Part part) {
        if (part.lag() == null) {
            return "-";
        }
        return part.lagSeconds() == null
                ? part.lag().toString()
                : String.format(Locale.ROOT, "%d (%.1f s)", part.lag(), part.lagSeconds());
    }
}

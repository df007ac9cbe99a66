package io.roundtable.app.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.ServerOptions;
import io.roundtable.app.status.Readiness.Part;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code roundtable status}. */
@Command(
        name = "status",
        description = {
            "Says how each role and partition is: its lag, since when, and what to do.",
            "Exit code 1 when something needs a person.",
            "To operators it says besides how deliveries fare in all workspaces, which doesn't change the exit code,",
            "and what became of all commands, which does where a command is lost or was decided twice."
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
            var deliveries = toOperators("/v1/admin/status", "how deliveries fare");
            var audit = toOperators("/v1/admin/audit", "what became of all commands");
            if (output.isJson()) {
                readiness.parts().forEach(terminal::json);
                deliveries.ifPresent(found -> terminal.json(new Figures(found)));
                audit.ifPresent(found -> terminal.json(new Audited(found)));
                terminal.json(new Whole(readiness.status()));
            } else {
                print(readiness);
                deliveries.ifPresent(found -> terminal.out().println(DeliveryText.of(found)));
                audit.ifPresent(found -> terminal.out().println(AuditLine.of(found)));
                terminal.out().println(readiness.status());
            }
            return readiness.needsPerson() || audit.filter(AuditLine::isBroken).isPresent() ? 1 : 0;
        }
    }

    /** A JSON line behind those of the parts, for operators. */
    record Figures(JsonNode deliveries) {}

    /** The next, likewise. */
    record Audited(JsonNode audit) {}

    /** The last JSON line. */
    record Whole(String status) {}

    /** What only operators may see; that it can't be seen is no reason to hide the rest. */
    private Optional<JsonNode> toOperators(String path, String what) {
        try (var client = server.known().orElse(null)) {
            if (client == null) {
                terminal.err().println(what + " is told to operators: log in, or give --token");
                return Optional.empty();
            }
            return Optional.of(client.require(ApiRequest.get(path)).json());
        } catch (UserError e) {
            terminal.err().println(what + " isn't known: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void print(Readiness readiness) {
        int widest = readiness.parts().stream()
                .mapToInt(part -> text(part.part()).length())
                .reduce("PART".length(), Math::max);
        var row = "%-10s %-" + widest + "s %-10s %14s  %s";
        terminal.out().println(row.formatted("ROLE", "PART", "STATUS", "LAG", "SINCE"));
        for (var part : readiness.parts()) {
            terminal.out()
                    .println(row.formatted(
                            part.role(), text(part.part()), part.status(), lag(part), text(part.since())));
            if (part.detail() != null
                    && (part.action() != null || !part.status().equals("ready"))) {
                terminal.out().println("           " + part.detail());
            }
            if (part.action() != null) {
                terminal.out().println("           what to do: " + part.action());
            }
        }
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

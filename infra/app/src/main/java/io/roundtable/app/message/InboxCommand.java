package io.roundtable.app.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiFailure;
import io.roundtable.app.client.WorkspaceOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code roundtable inbox}. */
@Command(
        name = "inbox",
        description = {
            "Without a command below it: lists what is queued for a sandbox, and changes nothing.",
            "A sandbox's key serves as --token."
        })
public final class InboxCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final WorkspaceOptions workspace;

    @Option(names = "--sandbox", scope = ScopeType.INHERIT, paramLabel = "SB", description = "whose inbox it is")
    private @Nullable String sandbox;

    @Mixin
    private final OutputOption output = new OutputOption();

    public InboxCommand(Terminal terminal) {
        this.terminal = terminal;
        this.workspace = new WorkspaceOptions(terminal);
    }

    @Override
    public Integer call() {
        var path = path();
        try (var client = workspace.client()) {
            var queued = new Inbox(client, path).queued();
            if (!output.isJson()) {
                terminal.out().println(MessageText.HEADING);
            }
            queued.forEachRemaining(message -> {
                if (output.isJson()) {
                    terminal.json(message);
                } else {
                    terminal.out().println(MessageText.row(message));
                }
            });
        }
        return 0;
    }

    @Command(
            name = "receive",
            description = {
                "Takes messages under leases and prints them.",
                "What isn't acknowledged until a lease is over is offered again."
            })
    int receive(
            @Option(
                            names = "--max",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "at most so many, 1 to 100; default ${DEFAULT-VALUE}")
                    int max,
            @Option(
                            names = "--wait",
                            paramLabel = "SECONDS",
                            defaultValue = "0",
                            description = "for the first to come, 0 to 30; default ${DEFAULT-VALUE}")
                    int wait,
            @Option(names = "--ack", description = "acknowledge each once it is printed") boolean isAck) {
        var path = path();
        try (var client = workspace.client()) {
            var inbox = new Inbox(client, path);
            var messages = inbox.receive(max, wait);
            if (messages.isEmpty() && !output.isJson()) {
                terminal.err().println("nothing to receive");
            }
            int lost = 0;
            for (var message : messages) {
                print(message);
                lost += !isAck || isAcknowledged(inbox, message) ? 0 : 1;
            }
            return lost == 0 ? 0 : 1;
        }
    }

    private void print(JsonNode message) {
        if (output.isJson()) {
            terminal.json(message);
        } else {
            terminal.out().println(MessageText.whole(message));
        }
        if (terminal.out().checkError()) {
            throw new UserError("what was received can't be printed, and is not acknowledged: it is offered again");
        }
    }

    /** One that is refused must not keep the others from being printed: they are leased. */
    private boolean isAcknowledged(Inbox inbox, JsonNode message) {
        var id = message.path("message_id").asText();
        try {
            var _ = inbox.settle(
                    "ack", Inbox.Settled.of(id, message.path("lease_id").asText()));
            return true;
        } catch (ApiFailure e) {
            terminal.err().println("roundtable: %s is not acknowledged: %s".formatted(id, e.getMessage()));
            return false;
        }
    }

    @Command(name = "ack", description = "A message is dealt with.")
    int ack(
            @Parameters(paramLabel = "MSG", description = "the message") String message,
            @Parameters(paramLabel = "LEASE", description = "the lease under which it was received") String lease) {
        return settle("ack", Inbox.Settled.of(message, lease));
    }

    @Command(name = "nak", description = "A message is to be tried again later.")
    int nak(
            @Parameters(paramLabel = "MSG", description = "the message") String message,
            @Parameters(paramLabel = "LEASE", description = "the lease under which it was received") String lease,
            @Option(
                            names = "--delay",
                            paramLabel = "SECONDS",
                            description = "before the next attempt, 0 to 86400; default: the sandbox's backoff")
                    @Nullable
                    Integer delay,
            @Option(names = "--reason", paramLabel = "TEXT", description = "kept as its last error") @Nullable
                    String reason) {
        return settle("nak", Inbox.Settled.of(message, lease).because(delay, reason));
    }

    @Command(
            name = "extend",
            description = "A message takes longer: its lease goes on, and it isn't offered to others meanwhile.")
    int extend(
            @Parameters(paramLabel = "MSG", description = "the message") String message,
            @Parameters(paramLabel = "LEASE", description = "the lease under which it was received") String lease,
            @Option(
                            names = "--ack-wait",
                            paramLabel = "SECONDS",
                            description = "from now on, 1 to 3600; default: the sandbox's ack wait")
                    @Nullable
                    Integer ackWait) {
        return settle("extend", Inbox.Settled.of(message, lease).lasting(ackWait));
    }

    @Command(name = "reject", description = "A message is given up: it becomes a dead letter at once.")
    int reject(
            @Parameters(paramLabel = "MSG", description = "the message") String message,
            @Parameters(paramLabel = "LEASE", description = "the lease under which it was received") String lease,
            @Option(names = "--reason", paramLabel = "TEXT", description = "why; its sender is told") @Nullable
                    String reason) {
        return settle("reject", Inbox.Settled.of(message, lease).because(null, reason));
    }

    private int settle(String verb, Inbox.Settled settled) {
        var path = path();
        try (var client = workspace.client()) {
            var outcome = new Inbox(client, path).settle(verb, settled);
            if (output.isJson()) {
                terminal.json(outcome);
            } else {
                terminal.out()
                        .println(outcome.path("message_id").asText() + " "
                                + outcome.path("status").asText());
            }
        }
        return 0;
    }

    private String path() {
        if (sandbox == null || sandbox.isBlank()) {
            throw workspace.mistake("whose inbox? Name it by --sandbox");
        }
        return workspace.path("sandboxes", sandbox, "inbox");
    }
}

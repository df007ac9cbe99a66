package io.roundtable.app.message;

import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.WorkspaceOptions;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.wire.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roundtable send}. */
@Command(
        name = "send",
        description = {
            "Sends a message from one sandbox to another, and prints its id.",
            "  roundtable send --from $ALICE --to $BOB '{\"text\":\"Hello\"}'",
            "With a sandbox's key as --token it is that sandbox which speaks: --from may be left out."
        })
public final class SendCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CONTENT", description = "JSON, kept as it is; - for what standard input holds")
    private String content = "";

    @Mixin
    private final WorkspaceOptions workspace;

    @Option(names = "--from", paramLabel = "SB", description = "the sandbox that speaks")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "SB", required = true, description = "the sandbox that is spoken to")
    private String to = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "request",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private MessageType type = MessageType.REQUEST;

    @Option(names = "--correlation-id", paramLabel = "TEXT", description = "what messages of one matter share")
    private @Nullable String correlationId;

    @Option(names = "--in-reply-to", paramLabel = "MSG", description = "the message that this one answers")
    private @Nullable String inReplyTo;

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "${COMPLETION-CANDIDATES}; default normal")
    private @Nullable Priority priority;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "what was sent under it before isn't sent again; default: one drawn for this call")
    private @Nullable String key;

    @Mixin
    private final OutputOption output = new OutputOption();

    public SendCommand(Terminal terminal) {
        this.terminal = terminal;
        this.workspace = new WorkspaceOptions(terminal);
    }

    /** The body. */
    record Said(
            @Nullable String fromSandboxId,
            String toSandboxId,
            MessageType messageType,
            RawJson content,
            @Nullable String correlationId,
            @Nullable String inReplyTo,
            @Nullable Priority priority) {}

    @Override
    public Integer call() {
        if (key != null && !key.matches("[!-~]([ -~]*[!-~])?")) {
            throw new UserError("--idempotency-key must be printable ASCII: it goes into a header");
        }
        var path = workspace.path("messages");
        var given = GivenContent.of(content, terminal);
        var said = new Said(from, to, type, given, correlationId, inReplyTo, priority);
        try (var client = workspace.client()) {
            var message = client.decide(ApiRequest.post(path, Json.write(said)).with("Idempotency-Key", key))
                    .json();
            if (output.isJson()) {
                terminal.json(message);
            } else {
                terminal.out().println(message.path("message_id").asText());
            }
        }
        return 0;
    }
}

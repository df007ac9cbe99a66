package io.roundtable.app.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.JsonPage;
import io.roundtable.app.client.WorkspaceOptions;
import io.roundtable.app.deadletter.BulkRedrive;
import io.roundtable.contract.wire.Json;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roundtable webhooks}. */
@Command(
        name = "webhooks",
        description = "Webhooks to which a workspace's events are sent: how they fare, and what was given up for them.")
public final class WebhooksCommand {
    private static final int PAGE = 50;
    private static final String WEBHOOK = "of the webhook";
    private static final String POSITION = "of the event";

    private final Terminal terminal;

    @Mixin
    private final WorkspaceOptions workspace;

    @Mixin
    private final OutputOption output = new OutputOption();

    public WebhooksCommand(Terminal terminal) {
        this.terminal = terminal;
        this.workspace = new WorkspaceOptions(terminal);
    }

    /** The body of a replay. */
    record Span(Instant since, @Nullable Instant until) {}

    /** The body of a rotation; null for the server's own overlap. */
    record Rotation(@Nullable Integer overlapSeconds) {}

    @Command(name = "list", description = "Lists webhooks, in the order in which they were made.")
    int list() {
        return all(workspace.path("webhooks"), WebhookText.HEADING, WebhookText::row);
    }

    @Command(name = "show", description = "Shows a webhook: how far it has come, and what it sends again.")
    int show(@Parameters(paramLabel = "WEBHOOK", description = WEBHOOK) String webhook) {
        return shown(path(webhook), WebhookText::whole);
    }

    @Command(
            name = "replay",
            description = {
                "Has events sent again that there were between two times, beside those that happen; or ends that.",
                "What becomes of it 'show' tells: replay while it runs, then last_replay."
            })
    int replay(
            @Parameters(paramLabel = "WEBHOOK", description = WEBHOOK) String webhook,
            @Option(names = "--since", paramLabel = "TIME", description = "of the first (RFC 3339)") @Nullable
                    Instant since,
            @Option(names = "--until", paramLabel = "TIME", description = "of the last; default: now") @Nullable
                    Instant until,
            @Option(names = "--end", description = "end the replay, or redrive, that runs") boolean isEnd) {
        if (isEnd == (since != null) || (isEnd && until != null)) {
            throw workspace.mistake("say --since, with --until or without, or --end alone");
        }
        if (since == null) {
            return ended(webhook);
        }
        return begun(path(webhook, "replay"), Json.write(new Span(since, until)));
    }

    private int ended(String webhook) {
        try (var client = workspace.client()) {
            var _ = client.decide(new ApiRequest("DELETE", path(webhook, "replay"), Map.of(), null));
        }
        print(
                Json.shared().valueToTree(Map.of("webhook_id", webhook, "status", "ended")),
                _ -> "nothing is sent again any more");
        return 0;
    }

    @Command(
            name = "dead-letters",
            description =
                    "Lists the events that were given up, in the order of the log; or shows one, with what it says.")
    int deadLetters(
            @Parameters(index = "0", paramLabel = "WEBHOOK", description = WEBHOOK) String webhook,
            @Parameters(index = "1", paramLabel = "POSITION", arity = "0..1", description = POSITION) @Nullable
                    Long position) {
        return position == null
                ? all(path(webhook, "dead-letters"), WebhookText.DEAD_HEADING, WebhookText::deadRow)
                : shown(path(webhook, "dead-letters", position.toString()), WebhookText::whole);
    }

    @Command(
            name = "redrive",
            description = {
                "Has an event sent again that was given up, or all that filters match, one after the other.",
                "Of several, the dry run's count is shown first, and a person is asked. Exit code 1 if one isn't"
                        + " taken.",
                "  roundtable webhooks redrive sub_0123456789 --type message.* --happened-after 2026-01-31T12:00:00Z"
            })
    int redrive(
            @Parameters(index = "0", paramLabel = "WEBHOOK", description = WEBHOOK) String webhook,
            @Parameters(
                            index = "1",
                            paramLabel = "POSITION",
                            arity = "0..1",
                            description = "of one event; without filters")
                    @Nullable
                    Long position,
            @Mixin EventFilterOptions bulk) {
        if (position != null) {
            if (bulk.isGiven() || bulk.mode().isGiven()) {
                throw workspace.mistake("name one event, or filters with --dry-run, --per-second, --max and --yes");
            }
            return begun(path(webhook, "dead-letters", position.toString(), "redrive"), new byte[0]);
        }
        if (!bulk.isGiven()) {
            throw workspace.mistake("which events? Name one by its position, or a filter, or --all");
        }
        try (var client = workspace.client()) {
            var letters = new BulkRedrive.Letters("events", WebhookText::outcome, """
                the receiver hasn't taken one: it is tried again without this command, or has failed for good, and the
                others wait. Redrive once more when 'roundtable webhooks show %s' has no replay any more\
                """.formatted(webhook));
            return new BulkRedrive(client, path(webhook, "dead-letters", "redrive"), letters, terminal, output)
                    .run(bulk.filter(), bulk.mode());
        }
    }

    @Command(name = "discard", description = "Gives an event up for good.")
    int discard(
            @Parameters(index = "0", paramLabel = "WEBHOOK", description = WEBHOOK) String webhook,
            @Parameters(index = "1", paramLabel = "POSITION", description = POSITION) long position,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "kept in the log")
                    String reason) {
        var path = path(webhook, "dead-letters", Long.toString(position));
        try (var client = workspace.client()) {
            var _ = client.decide(ApiRequest.delete(path, Json.write(Map.of("reason", reason))));
        }
        print(Json.shared().valueToTree(Map.of("position", position, "status", "discarded")), WebhookText::outcome);
        return 0;
    }

    @Command(
            name = "enable",
            description = "Has events sent again after a webhook was disabled, with all that has happened meanwhile.")
    int enable(@Parameters(paramLabel = "WEBHOOK", description = WEBHOOK) String webhook) {
        try (var client = workspace.client()) {
            var enabled = client.decide(ApiRequest.post(path(webhook, "enable"), new byte[0]));
            print(enabled.json(), WebhookText::whole);
        }
        return 0;
    }

    @Command(
            name = "rotate-secret",
            description = "Makes a new secret, and shows it this once. Both sign for the overlap.")
    int rotateSecret(
            @Parameters(paramLabel = "WEBHOOK", description = WEBHOOK) String webhook,
            @Option(
                            names = "--overlap",
                            paramLabel = "SECONDS",
                            description = "for which the old one signs too; default: the server's")
                    @Nullable
                    Integer overlap) {
        var request = ApiRequest.post(path(webhook, "rotate-secret"), Json.write(new Rotation(overlap)));
        try (var client = workspace.client()) {
            print(
                    client.require(request).json(),
                    rotated -> rotated.path("secret").asText());
        }
        return 0;
    }

    private String path(String webhook, String... below) {
        return workspace.path(
                Stream.concat(Stream.of("webhooks", webhook), Stream.of(below)).toArray(String[]::new));
    }

    private int all(String path, String heading, Function<JsonNode, String> row) {
        try (var client = workspace.client()) {
            var found = JsonPage.all(client, path + "?limit=" + PAGE);
            if (!output.isJson()) {
                terminal.out().println(heading);
            }
            found.forEachRemaining(one -> print(one, row));
        }
        return 0;
    }

    private int shown(String path, Function<JsonNode, String> text) {
        try (var client = workspace.client()) {
            print(client.require(ApiRequest.get(path)).json(), text);
        }
        return 0;
    }

    /** What is begun is answered by 202 as what isn't decided is: without a key the client doesn't ask again. */
    private int begun(String path, byte[] body) {
        try (var client = workspace.client()) {
            var answer = client.require(ApiRequest.post(path, body)).json();
            if (answer.has("command_id")) {
                throw new UserError(
                        "the server has taken it and not decided it yet (%s): it will; see roundtable status"
                                .formatted(answer.path("command_id").asText()));
            }
            print(answer, WebhookText::begun);
        }
        return 0;
    }

    private void print(JsonNode document, Function<JsonNode, String> text) {
        if (output.isJson()) {
            terminal.json(document);
        } else {
            terminal.out().println(text.apply(document));
        }
    }
}

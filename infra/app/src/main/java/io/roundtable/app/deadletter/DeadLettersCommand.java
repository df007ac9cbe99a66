package io.roundtable.app.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.JsonPage;
import io.roundtable.app.client.WorkspaceOptions;
import io.roundtable.app.message.GivenContent;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.wire.Json;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roundtable dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Messages that were given up: what they are, and what becomes of them.",
        subcommands = PoisonCommand.class)
public final class DeadLettersCommand {
    private static final int PAGE = 50;

    private final Terminal terminal;

    @Mixin
    private final WorkspaceOptions workspace;

    @Mixin
    private final OutputOption output = new OutputOption();

    public DeadLettersCommand(Terminal terminal) {
        this.terminal = terminal;
        this.workspace = new WorkspaceOptions(terminal);
    }

    /** What has become of a dead letter. */
    enum Status {
        WAITING,
        REDRIVEN,
        DISCARDED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The body of a redrive; null for the content as it was. */
    record Redriven(@Nullable RawJson content) {}

    @Command(name = "list", description = "Lists dead letters, in the order in which messages were given up.")
    int list(
            @Option(names = "--status", paramLabel = "STATUS", description = "only these: ${COMPLETION-CANDIDATES}")
                    @Nullable
                    Status status,
            @Option(names = "--sandbox", paramLabel = "SB", description = "only those for this recipient") @Nullable
                    String sandbox) {
        var path = workspace.path("dead-letters") + "?limit=" + PAGE
                + (status == null ? "" : "&status=" + status)
                + (sandbox == null ? "" : "&to_sandbox_id=" + WorkspaceOptions.escaped(sandbox));
        try (var client = workspace.client()) {
            var letters = JsonPage.all(client, path);
            heading(DeadLetterText.HEADING);
            letters.forEachRemaining(letter -> print(letter, DeadLetterText::row));
        }
        return 0;
    }

    @Command(name = "show", description = "Shows a dead letter, with what its message says.")
    int show(@Parameters(paramLabel = "ID", description = "of the dead letter") String id) {
        var path = workspace.path("dead-letters", id);
        try (var client = workspace.client()) {
            print(client.require(ApiRequest.get(path)).json(), DeadLetterText::whole);
        }
        return 0;
    }

    @Command(
            name = "redrive",
            description = {
                "Puts a dead letter, or all that filters match, back into its recipient's queue.",
                "Of several, the dry run's count is shown first, and a person is asked. Exit code 1 if one is refused.",
                "  roundtable dead-letters redrive --to $BOB --reason max_attempts"
            })
    int redrive(
            @Parameters(paramLabel = "ID", arity = "0..1", description = "of one dead letter; without filters")
                    @Nullable
                    String id,
            @Option(names = "--content", paramLabel = "JSON", description = "said instead; - for standard input")
                    @Nullable
                    String content,
            @Mixin BulkOptions bulk) {
        if (bulk.isGiven()) {
            return id == null ? many(content, bulk) : refuse("name one dead letter or a filter, not both");
        }
        if (id == null) {
            return refuse("which dead letters? Name one, or a filter, or --all");
        }
        if (bulk.mode().isGiven()) {
            return refuse("--dry-run, --per-second, --max and --yes are for filters");
        }
        var body = Json.write(new Redriven(content == null ? null : GivenContent.of(content, terminal)));
        var path = workspace.path("dead-letters", id, "redrive");
        try (var client = workspace.client()) {
            var letter = client.decide(ApiRequest.post(path, body)).json();
            print(letter, DeadLetterText::outcome);
        }
        return 0;
    }

    private int many(@Nullable String content, BulkOptions bulk) {
        if (content != null) {
            return refuse("--content is for one dead letter");
        }
        var path = workspace.path("dead-letters", "redrive");
        try (var client = workspace.client()) {
            var letters = new BulkRedrive.Letters("dead letters", DeadLetterText::outcome, null);
            return new BulkRedrive(client, path, letters, terminal, output).run(bulk.filter(), bulk.mode());
        }
    }

    @Command(name = "discard", description = "Gives a dead letter up: its message ends as failed.")
    int discard(
            @Parameters(paramLabel = "ID", description = "of the dead letter") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "kept with it")
                    String reason) {
        var path = workspace.path("dead-letters", id);
        try (var client = workspace.client()) {
            var _ = client.decide(ApiRequest.delete(path, Json.write(Map.of("reason", reason))));
        }
        tellDiscarded(id);
        return 0;
    }

    void tellDiscarded(String id) {
        print(
                Json.shared().valueToTree(Map.of("dead_letter_id", id, "status", Status.DISCARDED.toString())),
                DeadLetterText::outcome);
    }

    Terminal terminal() {
        return terminal;
    }

    WorkspaceOptions workspace() {
        return workspace;
    }

    /** For people only. */
    void heading(String text) {
        if (!output.isJson()) {
            terminal.out().println(text);
        }
    }

    private int refuse(String mistake) {
        throw workspace.mistake(mistake);
    }

    void print(JsonNode letter, Function<JsonNode, String> text) {
        if (output.isJson()) {
            terminal.json(letter);
        } else {
            terminal.out().println(text.apply(letter));
        }
    }
}

package io.roundtable.app.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.JsonPage;
import io.roundtable.app.client.RetryPolicy;
import io.roundtable.app.client.WorkspaceOptions;
import io.roundtable.contract.wire.Json;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code roundtable dead-letters poison}. */
@Command(
        name = "poison",
        description = {
            "Records that could not be handled: what they are, and what becomes of them.",
            "They belong to no workspace: they are for operators, and --workspace isn't needed."
        })
final class PoisonCommand {
    private static final int PAGE = 50;
    private static final String PATH = "/v1/admin/dead-letters";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private DeadLettersCommand letters;

    /** What has become of such a record. */
    enum Status {
        WAITING,
        REDRIVING,
        REDRIVEN,
        DISCARDED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Command(name = "list", description = "Lists such records by time, without their bytes.")
    int list(
            @Option(names = "--status", paramLabel = "STATUS", description = "only these: ${COMPLETION-CANDIDATES}")
                    @Nullable
                    Status status,
            @Option(
                            names = "--topic",
                            paramLabel = "TOPIC",
                            description = "only those that stood there, such as roundtable.commands")
                    @Nullable
                    String topic) {
        var path = PATH + "?limit=" + PAGE
                + (status == null ? "" : "&status=" + status)
                + (topic == null ? "" : "&topic=" + WorkspaceOptions.escaped(topic));
        try (var client = letters.workspace().client()) {
            letters.heading(PoisonText.HEADING);
            JsonPage.all(client, path).forEachRemaining(record -> letters.print(record, PoisonText::row));
        }
        return 0;
    }

    @Command(name = "show", description = "Shows one, with its key, value and headers as they were.")
    int show(@Parameters(paramLabel = "ID", description = "of the dead letter") String id) {
        try (var client = letters.workspace().client()) {
            letters.print(client.require(ApiRequest.get(path(id))).json(), PoisonText::whole);
        }
        return 0;
    }

    @Command(
            name = "redrive",
            description = {
                "Appends the bytes of one once more, to the topic of commands.",
                "Where is shown first, and a person is asked."
            })
    int redrive(
            @Parameters(paramLabel = "ID", description = "of the dead letter") String id,
            @Option(names = "--dry-run", description = "only show what would be appended, and where") boolean isDry,
            @Option(names = "--yes", description = "don't ask") boolean isSure) {
        // a repeat would meet what the first try has begun, and be told that somebody was quicker
        try (var client = letters.workspace().client(RetryPolicy.ONCE)) {
            if (isDry) {
                letters.print(append(client, id, true), PoisonText::appended);
                return 0;
            }
            if (!isSure && !isWanted(client, id)) {
                throw new UserError("nothing was redriven");
            }
            letters.print(append(client, id, false), PoisonText::appended);
        }
        return 0;
    }

    private boolean isWanted(ApiClient client, String id) {
        var terminal = letters.terminal();
        if (!terminal.interactive()) {
            throw new UserError("nobody to ask whether to redrive: say --yes, or look first with --dry-run");
        }
        terminal.err().println(PoisonText.appended(append(client, id, true)));
        return terminal.isConfirmed("Append it?");
    }

    private static JsonNode append(ApiClient client, String id, boolean isDry) {
        var body = Json.write(Map.of("dry_run", isDry));
        return client.require(ApiRequest.post(path(id) + "/redrive", body)).json();
    }

    @Command(name = "discard", description = "Notes that nothing is to be done about one; its bytes are kept.")
    int discard(
            @Parameters(paramLabel = "ID", description = "of the dead letter") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "kept with it")
                    String reason) {
        try (var client = letters.workspace().client()) {
            var _ = client.require(ApiRequest.delete(path(id), Json.write(Map.of("reason", reason))));
        }
        letters.tellDiscarded(id);
        return 0;
    }

    private static String path(String id) {
        return PATH + "/" + WorkspaceOptions.escaped(id);
    }
}

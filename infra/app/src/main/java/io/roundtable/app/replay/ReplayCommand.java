package io.roundtable.app.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.archive.ExportCommand;
import io.roundtable.app.archive.RestoreCommand;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.ServerOptions;
import io.roundtable.app.client.WorkspaceOptions;
import io.roundtable.contract.wire.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roundtable replay}. */
@Command(
        name = "replay",
        description = {
            "Makes the tables anew from the log, with no downtime: filled beside those that are read, compared with"
                    + " them",
            "row by row, and only then switched to. For operators."
        })
public final class ReplayCommand {
    private static final String REBUILDS = "/v1/admin/rebuilds";
    private static final String PROJECTIONS = "/v1/admin/projections";

    private final Terminal terminal;

    @Mixin
    private final ServerOptions server;

    @Mixin
    private final OutputOption output = new OutputOption();

    private final Door door;

    private ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new ServerOptions(terminal);
        this.door = new Door(terminal, server, output);
    }

    /** With all that stands below it. */
    public static CommandLine line(Terminal terminal) {
        var replay = new ReplayCommand(terminal);
        return new CommandLine(replay)
                .addSubcommand(new AsOfCommand(replay.door))
                .addSubcommand(new DiffCommand(replay.door))
                .addSubcommand(new EngineCommand(terminal, replay.output))
                .addSubcommand(new AuditCommand(replay.door))
                .addSubcommand(new ExportCommand(terminal, replay.output))
                .addSubcommand(new RestoreCommand(terminal, replay.output));
    }

    @Command(
            name = "rebuild",
            description = {
                "Fills a new version from the first event on, compares it with the one that is read, and switches.",
                "Ends with exit code 1 where the two differ; then nothing is switched."
            })
    int rebuild(
            @Option(
                            names = "--projection",
                            paramLabel = "NAME",
                            description = "only this one: events, outcomes, poison")
                    @Nullable
                    String projection,
            @Option(names = "--no-switch", description = "wait for 'replay switch' once it is verified")
                    boolean isManual,
            @Option(
                            names = "--anyway",
                            description = "switch though the version that is read differs: its rows are the wrong ones")
                    boolean isAnyway,
            @Option(names = "--no-wait", description = "don't watch it; see 'replay status'") boolean isLeft,
            @Option(names = "--yes", description = "don't ask") boolean isSure) {
        if (!isSure && terminal.interactive() && !terminal.isConfirmed("Rebuild " + name(projection) + "?")) {
            throw new UserError("nothing was begun");
        }
        if (isManual && isAnyway) {
            throw new UserError("--no-switch and --anyway: which of them?");
        }
        var body = new TreeMap<String, Object>(Map.of("switch", isManual ? "manual" : isAnyway ? "anyway" : "auto"));
        if (projection != null) {
            body.put("projection", projection);
        }
        return door.begin(PROJECTIONS + "/rebuild", body, isLeft);
    }

    private static String name(@Nullable String projection) {
        return projection == null ? "all projections" : "the projection " + projection;
    }

    @Command(
            name = "verify",
            description = {
                "Folds the log once more and compares the result with the tables that are read, at the same position;"
                        + " with",
                "--engine with the engine's stores, as their changelogs have them, while the engine goes on.",
                "Exit code 1 where they differ, with the first rows that do."
            })
    int verify(
            @Option(names = "--engine", description = "the engine's stores, by Kafka itself") boolean isOfEngine,
            @Mixin EngineCommands.KafkaOptions kafka,
            @Option(names = "--projection", paramLabel = "NAME", description = "only this one: events, poison")
                    @Nullable
                    String projection,
            @Option(names = "--no-wait", description = "don't watch it; see 'replay status'") boolean isLeft) {
        if (isOfEngine) {
            return new EngineCommands(terminal, output.isJson()).verify(kafka.settings(terminal));
        }
        return door.begin("/v1/admin/verify", projection == null ? Map.of() : Map.of("projection", projection), isLeft);
    }

    @Command(name = "status", description = "Lists the versions that there are, and the newest rebuilds, or shows one.")
    int status(@Parameters(paramLabel = "ID", arity = "0..1", description = "of a rebuild") @Nullable String id) {
        try (var client = door.client()) {
            if (id != null) {
                door.print(client.require(ApiRequest.get(path(id))).json(), ReplayText::whole);
                return 0;
            }
            door.heading(ReplayText.VERSIONS);
            list(client, PROJECTIONS, ReplayText::version);
            door.heading("");
            door.heading(ReplayText.REBUILDS);
            list(client, REBUILDS, ReplayText::row);
        }
        return 0;
    }

    private void list(ApiClient client, String path, Function<JsonNode, String> text) {
        client.require(ApiRequest.get(path)).json().path("data").forEach(row -> door.print(row, text));
    }

    @Command(name = "pause", description = "Lets a rebuild rest; it goes on where it was.")
    int pause(@Parameters(paramLabel = "ID", description = "of the rebuild") String id) {
        return verb(id, "pause");
    }

    @Command(name = "resume", description = "Lets a rebuild that rests go on.")
    int resume(@Parameters(paramLabel = "ID", description = "of the rebuild") String id) {
        return verb(id, "resume");
    }

    @Command(name = "cancel", description = "Gives a rebuild up, and drops what it has made.")
    int cancel(@Parameters(paramLabel = "ID", description = "of the rebuild") String id) {
        return verb(id, "cancel");
    }

    @Command(name = "switch", description = "Has the version of a verified rebuild read from now on.")
    int switchTo(@Parameters(paramLabel = "ID", description = "of the rebuild") String id) {
        return verb(id, "switch");
    }

    private int verb(String id, String verb) {
        try (var client = door.client()) {
            door.print(
                    client.require(ApiRequest.post(path(id) + "/" + verb, Json.write(Map.of())))
                            .json(),
                    ReplayText::row);
        }
        return 0;
    }

    @Command(
            name = "rollback",
            description = "Has the version read again that was before a rebuild's; it was kept current.")
    int rollback(@Parameters(paramLabel = "ID", description = "of the rebuild") String id) {
        return versions(path(id) + "/rollback", Map.of());
    }

    @Command(
            name = "prune",
            description = {
                "Drops all versions that aren't read; there is no rolling back afterwards.",
                "What 'replay as-of' has left is dropped by its name."
            })
    int prune(
            @Option(names = "--schema", paramLabel = "NAME", description = "this one alone") @Nullable String schema,
            @Option(names = "--yes", description = "don't ask") boolean isSure) {
        if (!isSure) {
            if (!terminal.interactive()) {
                throw new UserError("nobody to ask whether to prune: say --yes");
            }
            if (!terminal.isConfirmed(
                    schema == null ? "Drop every version that isn't read?" : "Drop the schema " + schema + "?")) {
                throw new UserError("nothing was dropped");
            }
        }
        return versions(PROJECTIONS + "/prune", schema == null ? Map.of() : Map.of("schema", schema));
    }

    private int versions(String path, Map<String, Object> body) {
        try (var client = door.client()) {
            door.heading(ReplayText.VERSIONS);
            client.require(ApiRequest.post(path, Json.write(body)))
                    .json()
                    .path("data")
                    .forEach(version -> door.print(version, ReplayText::version));
        }
        return 0;
    }

    private static String path(String id) {
        return REBUILDS + "/" + WorkspaceOptions.escaped(id);
    }
}

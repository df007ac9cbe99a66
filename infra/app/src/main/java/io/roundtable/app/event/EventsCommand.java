package io.roundtable.app.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.EventStream;
import io.roundtable.app.client.RetryPolicy;
import io.roundtable.app.client.ServerOptions;
import io.roundtable.app.client.WorkspaceOptions;
import io.roundtable.contract.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roundtable events}. */
@Command(
        name = "events",
        description = {
            "Tells what has happened in a workspace, in the order of its log, to its members.",
            "With --follow it goes on as things happen, and after a lost connection behind the last event: each is told"
                    + " once. It gives up after 5 minutes without an answer."
        })
public final class EventsCommand implements Callable<Integer> {
    /** Somebody waits for it at the command line. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** For a node that is started anew, and then some. */
    private static final Duration LOST = Duration.ofMinutes(5);

    private static final String BEGINNING = "beginning";

    private final Terminal terminal;

    @Parameters(paramLabel = "WORKSPACE", description = "the workspace's id")
    private String workspace = "";

    @Option(names = "--follow", description = "go on until Ctrl-C")
    private boolean isFollowing;

    @Option(
            names = "--type",
            split = ",",
            paramLabel = "TYPE",
            description = "only these, such as io.roundtable.message.sent.v1; several with commas between")
    private List<String> types = List.of();

    @Option(names = "--subject", paramLabel = "ID", description = "only about this, such as a message or a sandbox")
    private @Nullable String subject;

    @Option(names = "--correlation-id", paramLabel = "ID", description = "only what belongs to this")
    private @Nullable String correlationId;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "a time (RFC 3339), inclusive; a position or a sequence, exclusive; or 'beginning'."
                    + " Default: beginning, with --follow now")
    private @Nullable String since;

    @Option(names = "--max", paramLabel = "N", description = "end after so many")
    private long max = Long.MAX_VALUE;

    @Mixin
    private final ServerOptions server;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    private long told;

    public EventsCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new ServerOptions(terminal);
    }

    @Override
    public Integer call() {
        if (max < 1) {
            throw new ParameterException(command.commandLine(), "--max must be at least 1");
        }
        try (var client = server.client(RetryPolicy.lasting(PATIENCE))) {
            var feed = new Feed(client, "/v1/workspaces/" + WorkspaceOptions.escaped(workspace) + "/events", filters());
            String after = since == null || since.equals(BEGINNING) ? null : position(feed, since);
            if (isFollowing) {
                follow(client, feed, after);
            } else {
                list(feed, after);
            }
        }
        return terminal.out().checkError() ? 1 : 0;
    }

    private Map<String, String> filters() {
        var filters = new TreeMap<String, String>();
        if (!types.isEmpty()) {
            filters.put("type", String.join(",", types));
        }
        if (subject != null) {
            filters.put("subject", subject);
        }
        if (correlationId != null) {
            filters.put("correlation_id", correlationId);
        }
        return filters;
    }

    private @Nullable String position(Feed feed, String text) {
        if (text.matches("[0-9]{1,18}")) {
            return feed.position(Long.parseLong(text));
        }
        if (text.matches("[A-Za-z0-9_-]{22}:[0-9]{1,5}:[0-9]{1,19}")) {
            return text;
        }
        try {
            return feed.before(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--since must be a time such as 2026-01-31T12:00:00Z, a position or '" + BEGINNING + "', not '"
                            + text + "'",
                    e);
        }
    }

    private void list(Feed feed, @Nullable String after) {
        heading();
        var events = feed.after(after);
        boolean isWanted = true;
        while (isWanted && events.hasNext()) {
            isWanted = tell(events.next());
        }
    }

    private void follow(ApiClient client, Feed feed, @Nullable String after) {
        heading();
        var query = new TreeMap<String, String>();
        if (since != null && after == null) {
            query.put("from", BEGINNING);
        }
        new EventStream(
                        client,
                        RetryPolicy.lasting(LOST),
                        notice -> terminal.err().println(notice))
                .follow(
                        feed.path("/stream", query),
                        after,
                        data -> tell(Json.read(data.getBytes(StandardCharsets.UTF_8), JsonNode.class)));
    }

    private void heading() {
        if (!output.isJson()) {
            terminal.out().println(EventText.HEADING);
        }
    }

    /** @return whether another is wanted */
    private boolean tell(JsonNode event) {
        if (output.isJson()) {
            terminal.json(event);
        } else {
            terminal.out().println(EventText.row(event));
        }
        told++;
        return told < max && !terminal.out().checkError();
    }
}

package io.roundtable.app.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.RetryPolicy;
import io.roundtable.app.client.ServerOptions;
import io.roundtable.contract.wire.Json;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** What the commands of {@code roundtable replay} have in common: the server, the terminal, and work to be watched. */
final class Door {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final ServerOptions server;
    private final OutputOption output;

    Door(Terminal terminal, ServerOptions server, OutputOption output) {
        this.terminal = terminal;
        this.server = server;
        this.output = output;
    }

    ApiClient client() {
        return server.client(RetryPolicy.lasting(PATIENCE));
    }

    /**
     * Has work begun, and watches it to its end unless it is to be left to itself.
     *
     * @return the exit code
     */
    int begin(String path, Map<String, Object> body, boolean isLeft) {
        try (var client = client()) {
            JsonNode begun =
                    client.require(ApiRequest.post(path, Json.write(body))).json();
            if (isLeft) {
                print(begun, ReplayText::row);
                return 0;
            }
            boolean isNew = begun.path("state").asText().equals("queued");
            terminal.err()
                    .println("%s %s; Ctrl-C leaves it to itself"
                            .formatted(
                                    begun.path("rebuild_id").asText(),
                                    isNew ? "has begun" : "was asked for before and is at it; this watches it"));
            JsonNode ended = new Watching(client, terminal, output.isJson()).untilOver(begun);
            print(ended, ReplayText::whole);
            return ReplayText.isGood(ended) ? 0 : 1;
        }
    }

    /** Only for people. */
    void heading(String heading) {
        if (!output.isJson()) {
            terminal.out().println(heading);
        }
    }

    void print(JsonNode document, Function<JsonNode, String> text) {
        if (output.isJson()) {
            terminal.json(document);
        } else {
            terminal.out().println(text.apply(document));
        }
    }
}

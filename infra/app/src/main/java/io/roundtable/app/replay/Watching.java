package io.roundtable.app.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.ApiRequest;
import java.time.Duration;
import java.util.Set;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Follows a rebuild until it is over or waits for somebody: as a bar for who watches, as lines for programs. */
final class Watching {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Set<String> OVER = Set.of("done", "failed", "cancelled", "ready");

    private final ApiClient client;
    private final Terminal terminal;
    private final boolean isJson;
    private String phase = "";
    private @Nullable ProgressBar bar;

    Watching(ApiClient client, Terminal terminal, boolean isJson) {
        this.client = client;
        this.terminal = terminal;
        this.isJson = isJson;
    }

    /** @return as it is then */
    JsonNode untilOver(JsonNode begun) {
        String path = "/v1/admin/rebuilds/" + begun.path("rebuild_id").asText();
        JsonNode now = begun;
        try {
            while (!OVER.contains(now.path("state").asText())) {
                tell(now);
                Thread.sleep(EVERY);
                now = client.require(ApiRequest.get(path)).json();
            }
            return now;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted; the rebuild goes on, see 'roundtable replay status'", e);
        } finally {
            closeBar();
        }
    }

    private void tell(JsonNode now) {
        if (isJson) {
            terminal.json(now);
            return;
        }
        String current = now.path("state").asText().equals("paused")
                ? "paused"
                : now.path("phase").asText();
        if (!current.equals(phase)) {
            phase = current;
            closeBar();
            if (!terminal.interactive()) {
                terminal.err().println(current);
            }
        }
        JsonNode progress = now.path("progress");
        if (terminal.interactive() && progress.path("total").asLong() > 0) {
            open().maxHint(progress.path("total").asLong())
                    .stepTo(progress.path("done").asLong());
        }
    }

    private ProgressBar open() {
        ProgressBar open = bar;
        if (open == null) {
            open = new ProgressBarBuilder()
                    .setTaskName(phase)
                    .setInitialMax(1)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal.err()))
                    .showSpeed()
                    .build();
            bar = open;
        }
        return open;
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}

package io.roundtable.app.deadletter;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.contract.wire.Json;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Redrives what a filter matches, request by request until nothing remains; each looks at one dead letter at least. */
final class BulkRedrive {
    /** So many a request that something is to be told every few seconds. */
    private static final int MOST_AT_ONCE = 100;

    private final ApiClient client;
    private final String path;
    private final BulkOptions options;
    private final Terminal terminal;
    private final OutputOption output;

    BulkRedrive(ApiClient client, String path, BulkOptions options, Terminal terminal, OutputOption output) {
        this.client = client;
        this.path = path;
        this.options = options;
        this.terminal = terminal;
        this.output = output;
    }

    /** The body of a request. */
    record Wanted(
            BulkOptions.Filter filter,
            @Nullable Boolean dryRun,
            @Nullable Integer perSecond,
            @Nullable Integer max,
            @Nullable String cursor) {}

    /** The answer; {@code remaining} is counted as far as the server counts. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Report(
            long redriven,
            long refused,
            long remaining,
            @Nullable Boolean remainingCapped,
            @Nullable String nextCursor,
            List<JsonNode> data) {
        Report {
            data = List.copyOf(data);
        }

        String remains() {
            return (Boolean.TRUE.equals(remainingCapped) ? "more than " : "") + remaining;
        }
    }

    /** The last JSON line. */
    record Sum(boolean dryRun, long redriven, long refused, long pending, long remaining) {}

    /** The exit code. */
    int run() {
        if (options.max() < 1) {
            throw new UserError("--max must be 1 or more, not " + options.max());
        }
        if (options.isDry()) {
            return dryRun();
        }
        if (!options.isSure() && !isWanted()) {
            throw new UserError("nothing was redriven");
        }
        return redrive();
    }

    private int dryRun() {
        var report = ask(dry());
        print(report);
        tell(new Sum(true, 0, 0, 0, report.remaining()), report.remains() + " would be redriven");
        return 0;
    }

    private boolean isWanted() {
        if (!terminal.interactive()) {
            throw new UserError("nobody to ask whether to redrive: say --yes, or look first with --dry-run");
        }
        var found = ask(dry());
        var most = options.max() < found.remaining() ? "at most " + options.max() + " of them" : "them";
        return terminal.isConfirmed("%s dead letters wait. Redrive %s?".formatted(found.remains(), most));
    }

    private int redrive() {
        long redriven = 0;
        long refused = 0;
        long seen = 0;
        Report report;
        String cursor = null;
        do {
            int most = (int) Math.min(MOST_AT_ONCE, options.max() - seen);
            report = ask(new Wanted(options.filter(), null, options.perSecond(), most, cursor));
            print(report);
            redriven += report.redriven();
            refused += report.refused();
            seen += report.data().size();
            cursor = report.nextCursor();
            terminal.err().println("%d redriven, %d refused, %s remain".formatted(redriven, refused, report.remains()));
            if (cursor != null && report.data().isEmpty()) {
                throw new UserError("the server makes no headway: try again later, and see roundtable status");
            }
        } while (cursor != null && seen < options.max());
        long pending = seen - redriven - refused;
        tell(
                new Sum(false, redriven, refused, pending, report.remaining()),
                "%d redriven, %d refused, %d not decided yet, %s not looked at"
                        .formatted(redriven, refused, pending, report.remains()));
        return refused + pending == 0 ? 0 : 1;
    }

    private Wanted dry() {
        return new Wanted(options.filter(), true, null, null, null);
    }

    /** A repeat finds what still waits: with a key the client asks again where an answer is lost. */
    private Report ask(Wanted wanted) {
        var request = ApiRequest.post(path, Json.write(wanted))
                .idempotent(UUID.randomUUID().toString());
        return client.require(request).as(Report.class);
    }

    private void print(Report report) {
        for (var outcome : report.data()) {
            if (output.isJson()) {
                terminal.json(outcome);
            } else {
                terminal.out().println(DeadLetterText.outcome(outcome));
            }
        }
    }

    private void tell(Sum sum, String text) {
        if (output.isJson()) {
            terminal.json(sum);
        } else {
            terminal.out().println(text);
        }
    }
}

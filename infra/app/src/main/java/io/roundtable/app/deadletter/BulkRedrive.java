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
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Redrives what a filter matches, request by request until nothing remains; each looks at one dead letter at least. */
public final class BulkRedrive {
    /** So many a request that something is to be told every few seconds. */
    private static final int MOST_AT_ONCE = 100;

    private static final String PENDING = "pending";

    private final ApiClient client;
    private final String path;
    private final Letters letters;
    private final Terminal terminal;
    private final OutputOption output;

    public BulkRedrive(ApiClient client, String path, Letters letters, Terminal terminal, OutputOption output) {
        this.client = client;
        this.path = path;
        this.letters = letters;
        this.terminal = terminal;
        this.output = output;
    }

    /**
     * What is redriven.
     *
     * @param name of several
     * @param outcome what became of one, for people
     * @param pendingAdvice what to do where one is pending, behind which nothing is redriven; null where others go on
     */
    public record Letters(
            String name,
            Function<JsonNode, String> outcome,
            @Nullable String pendingAdvice) {}

    /** The body of a request. */
    record Wanted(
            Object filter,
            @Nullable Boolean dryRun,
            @Nullable Integer perSecond,
            @Nullable Integer max,
            @Nullable String cursor) {}

    /** The answer; {@code remaining} is counted as far as the server counts. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Report(
            long redriven,
            @Nullable Long failed,
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

        long pending() {
            return data.stream()
                    .filter(outcome -> outcome.path("status").asText().equals(PENDING))
                    .count();
        }
    }

    /**
     * The last JSON line.
     *
     * @param failed null where what is redriven can't fail by that
     */
    record Sum(boolean dryRun, long redriven, @Nullable Long failed, long refused, long pending, long remaining) {

        static final Sum NOTHING = new Sum(false, 0, null, 0, 0, 0);

        Sum with(Report more) {
            Long failures = more.failed() == null ? failed : Long.valueOf(more.failed() + failures());
            return new Sum(
                    false,
                    redriven + more.redriven(),
                    failures,
                    refused + more.refused(),
                    pending + more.pending(),
                    more.remaining());
        }

        long failures() {
            return Objects.requireNonNullElse(failed, 0L);
        }

        String text() {
            return "%d redriven, %s%d refused".formatted(redriven, failed == null ? "" : failed + " failed, ", refused);
        }
    }

    /**
     * Redrives.
     *
     * @param filter as the API has it
     * @return the exit code
     */
    public int run(Object filter, BulkMode mode) {
        if (mode.max() < 1) {
            throw new UserError("--max must be 1 or more, not " + mode.max());
        }
        if (mode.isDry()) {
            return dryRun(filter);
        }
        if (!mode.isSure() && !isWanted(filter, mode.max())) {
            throw new UserError("nothing was redriven");
        }
        return redrive(filter, mode);
    }

    private int dryRun(Object filter) {
        var report = ask(dry(filter));
        print(report);
        tell(new Sum(true, 0, report.failed(), 0, 0, report.remaining()), report.remains() + " would be redriven");
        return 0;
    }

    private boolean isWanted(Object filter, long max) {
        if (!terminal.interactive()) {
            throw new UserError("nobody to ask whether to redrive: say --yes, or look first with --dry-run");
        }
        var found = ask(dry(filter));
        var most = max < found.remaining() ? "at most " + max + " of them" : "them";
        return terminal.isConfirmed("%s %s wait. Redrive %s?".formatted(found.remains(), letters.name(), most));
    }

    private int redrive(Object filter, BulkMode mode) {
        long seen = 0;
        var sum = Sum.NOTHING;
        Report report;
        String cursor = null;
        do {
            int most = (int) Math.min(MOST_AT_ONCE, mode.max() - seen);
            report = ask(new Wanted(filter, null, mode.perSecond(), most, cursor));
            print(report);
            sum = sum.with(report);
            seen += report.data().size();
            cursor = report.nextCursor();
            terminal.err().println("%s, %s remain".formatted(sum.text(), report.remains()));
            if (cursor != null && report.data().isEmpty()) {
                throw new UserError("the server makes no headway: try again later, and see roundtable status");
            }
        } while (cursor != null && seen < mode.max() && !isHeldUp(sum));
        tell(sum, "%s, %d not decided yet, %s not looked at".formatted(sum.text(), sum.pending(), report.remains()));
        if (isHeldUp(sum)) {
            terminal.err().println(letters.pendingAdvice());
        }
        return sum.failures() + sum.refused() + sum.pending() == 0 ? 0 : 1;
    }

    private boolean isHeldUp(Sum sum) {
        return letters.pendingAdvice() != null && sum.pending() > 0;
    }

    private static Wanted dry(Object filter) {
        return new Wanted(filter, true, null, null, null);
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
                terminal.out().println(letters.outcome().apply(outcome));
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

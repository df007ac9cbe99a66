package io.roundtable.app.importing;

import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.client.RetryPolicy;
import io.roundtable.app.client.ServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roundtable import}. */
@Command(
        name = "import",
        description = {
            "Sends conversations through the HTTP API: one workspace for each conversation, one sandbox for each"
                    + " participant, messages in order, content byte for byte.",
            "Can be run again at any time, also after it was interrupted: it finds what is there and goes on after it.",
            "",
            "Each line of the file is one message, in order within its conversation:",
            "  {\"conversation\":\"c-1\",\"seq\":0,\"from\":\"user\",\"to\":\"assistant\","
                    + "\"message_type\":\"request\",\"content\":{\"text\":\"Hello\"}}",
            "with an optional correlation_id. The whole file is checked before anything is sent."
        })
public final class ImportCommand implements Callable<Integer> {
    private static final int MOST_CONCURRENT = 256;
    /** Long enough for a server to restart. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE.jsonl", description = "one JSON object a line")
    private Path file = Path.of("");

    @Mixin
    private final ServerOptions server;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "8",
            description = "requests at once, 1 to 256; default ${DEFAULT-VALUE}")
    private int concurrency;

    @Mixin
    private final OutputOption output = new OutputOption();

    public ImportCommand(Terminal terminal) {
        this.terminal = terminal;
        this.server = new ServerOptions(terminal);
    }

    @Override
    public Integer call() {
        if (concurrency < 1 || concurrency > MOST_CONCURRENT) {
            throw new UserError("--concurrency must be from 1 to " + MOST_CONCURRENT + ", not " + concurrency);
        }
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + " is not a file");
        }
        var survey = Survey.of(file);
        return survey.faultCount() > 0 ? refuse(survey) : send(survey);
    }

    private int refuse(Survey survey) {
        for (var fault : survey.faults()) {
            if (output.isJson()) {
                terminal.json(new MalformedLine("malformed", fault.line(), fault.detail()));
            } else {
                terminal.err().println("%s:%d: %s".formatted(file, fault.line(), fault.detail()));
            }
        }
        throw new UserError("%d of the file's lines can't be imported%s; nothing has been sent"
                .formatted(
                        survey.faultCount(),
                        survey.faultCount() > survey.faults().size()
                                ? " (the first " + survey.faults().size() + " are shown)"
                                : ""));
    }

    /** A fault as a JSON line. */
    record MalformedLine(String event, long line, String detail) {}

    private int send(Survey survey) {
        var tally = new Tally();
        var summary = run(survey, tally);
        report(tally, summary);
        return summary.isComplete() ? 0 : 1;
    }

    private ImportSummary run(Survey survey, Tally tally) {
        try (var client = server.client(RetryPolicy.lasting(PATIENCE));
                var progress = Progress.on(terminal, survey.messageCount())) {
            return new Importer(file, survey, new Gate(client, concurrency, tally), tally, progress).run();
        }
    }

    private void report(Tally tally, ImportSummary summary) {
        for (var trouble : tally.troubles()) {
            if (output.isJson()) {
                terminal.json(trouble);
            } else {
                terminal.err().println(trouble.line());
            }
        }
        if (output.isJson()) {
            terminal.json(summary);
        } else {
            terminal.out().println(summary.text());
        }
        if (!summary.isComplete() && !output.isJson()) {
            terminal.err()
                    .println("not everything was imported: put right what is above and run it again; it goes on where"
                            + " it was");
        }
    }
}

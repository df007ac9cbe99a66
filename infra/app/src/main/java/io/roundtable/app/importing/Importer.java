package io.roundtable.app.importing;

import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.ApiResponse;
import io.roundtable.contract.InvalidInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Reads a file a second time and hands each conversation its lines: within a conversation in order, conversations beside
 * each other. At most {@value #WAITING_BYTES} bytes of lines wait; each conversation under way has a virtual thread, and
 * how many requests are made at once is for {@code api} to bound.
 */
final class Importer {
    private static final int WAITING_BYTES = 16 * 1024 * 1024;

    private final Path file;
    private final Survey survey;
    private final Function<ApiRequest, ApiResponse> api;
    private final Tally tally;
    private final Progress progress;
    private final Budget budget = new Budget(WAITING_BYTES);

    Importer(Path file, Survey survey, Function<ApiRequest, ApiResponse> api, Tally tally, Progress progress) {
        this.file = file;
        this.survey = survey;
        this.api = api;
        this.tally = tally;
        this.progress = progress;
    }

    /** Returns when every conversation has ended, well or not. */
    ImportSummary run() {
        long start = System.nanoTime();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            dispatch(threads);
            threads.close();
        } catch (UserError e) {
            threads.shutdownNow();
            throw e;
        }
        return tally.summary(survey.messages().size(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void dispatch(ExecutorService threads) {
        var open = new HashMap<String, Task>();
        try (var reader = new LineReader(file)) {
            for (var line = reader.next(); line != null; line = reader.next()) {
                var message = parse(line);
                var task = open.computeIfAbsent(message.conversation(), id -> begin(id, threads));
                int size = budget.take(line.bytes().length);
                task.running().add(new ConversationTask.Pending(message, size));
                if (message.seq() == task.count() - 1) {
                    open.remove(message.conversation());
                }
            }
        }
        if (!open.isEmpty()) {
            throw changed();
        }
    }

    private record Task(ConversationTask running, int count) {}

    private Task begin(String conversation, ExecutorService threads) {
        int count = survey.messages().getOrDefault(conversation, 0);
        var task = new ConversationTask(count, api, tally, this::done);
        threads.execute(task);
        return new Task(task, count);
    }

    private void done(int size) {
        budget.giveBack(size);
        progress.step();
    }

    private ImportLine parse(FileLine line) {
        try {
            var message = ImportLine.parse(line.bytes());
            if (survey.messages().getOrDefault(message.conversation(), 0) > message.seq()) {
                return message;
            }
        } catch (InvalidInput e) {
            throw changed();
        }
        throw changed();
    }

    private UserError changed() {
        return new UserError(
                file + " has changed while it was read; what has been sent stays, and importing it again goes on");
    }
}

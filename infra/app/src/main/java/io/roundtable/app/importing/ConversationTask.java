package io.roundtable.app.importing;

import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiFailure;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.ApiResponse;
import io.roundtable.app.client.ServerUnreachable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Takes one conversation's lines in order, in a thread of its own, until its last; what it takes is bounded by the reader. */
final class ConversationTask implements Runnable {
    private final BlockingQueue<Pending> lines = new LinkedBlockingQueue<>();
    private final int count;
    private final Function<ApiRequest, ApiResponse> api;
    private final Tally tally;
    private final IntConsumer done;
    private @Nullable Conversation conversation;
    private boolean isStopped;

    /**
     * One that has begun nothing yet.
     *
     * @param count of its lines
     * @param done told the size of each line that has been dealt with
     */
    ConversationTask(int count, Function<ApiRequest, ApiResponse> api, Tally tally, IntConsumer done) {
        this.count = count;
        this.api = api;
        this.tally = tally;
        this.done = done;
    }

    /** A line and what it takes of the budget. */
    record Pending(ImportLine line, int size) {}

    void add(Pending pending) {
        lines.add(pending);
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < count; i++) {
                var next = lines.take();
                try {
                    accept(next.line());
                } finally {
                    done.accept(next.size());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ImportLine line) {
        if (isStopped) {
            tally.notSent();
            return;
        }
        try {
            var open = conversation;
            if (open == null) {
                open = Conversation.open(line.conversation(), api);
                conversation = open;
            }
            switch (open.accept(line)) {
                case Conversation.Outcome.Sent() -> tally.sent();
                case Conversation.Outcome.AlreadyThere() -> tally.alreadyThere();
                case Conversation.Outcome.Conflict(var detail) -> stop(Trouble.at(line, "conflict", detail));
            }
        } catch (ApiFailure e) {
            stop(Trouble.at(line, e.problem().code(), e.getMessage()));
        } catch (ServerUnreachable e) {
            stop(Trouble.at(line, "unreachable", e.getMessage()));
        } catch (UserError e) {
            stop(Trouble.at(line, "failed", e.getMessage()));
        }
    }

    /** Later messages would take this one's place in the order. */
    private void stop(Trouble trouble) {
        isStopped = true;
        tally.trouble(trouble);
    }
}

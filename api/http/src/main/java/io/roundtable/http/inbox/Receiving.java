package io.roundtable.http.inbox;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.InFlight;
import io.roundtable.http.RequestContext;
import io.roundtable.http.access.Admission;
import io.roundtable.http.access.Caller;
import io.roundtable.http.command.Answers;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Seen;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.live.Heard;
import io.roundtable.http.load.Connection;
import io.roundtable.http.load.Load;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.message.MessageResource;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Long polls: a receiver waits for messages, and gets them under leases. */
@Singleton
final class Receiving {

    /** What a lease that is being decided when the wait is over may still take. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Inboxes inboxes;
    private final LeaseRequests requests;
    private final Told told;
    private final Admission admission;
    private final BlockingWork blocking;

    Receiving(Inboxes inboxes, LeaseRequests requests, Told told, Admission admission, BlockingWork blocking) {
        this.inboxes = inboxes;
        this.requests = requests;
        this.told = told;
        this.admission = admission;
        this.blocking = blocking;
    }

    /** Bounds and notes what a receiver is told, and says so to it. */
    @Singleton
    record Told(Seen seen, Tokens tokens, LogLayout layout, Load load, Latest latest) {

        String token(HttpRequest<?> request, InboxKey inbox, List<Leased> messages) {
            long sequence = messages.stream().mapToLong(Leased::sequence).max().orElse(0);
            seen.atLeast(Caller.of(request).principal(), layout.partitionOf(inbox.workspace()), sequence);
            return tokens.of(inbox.workspace(), sequence);
        }
    }

    /** What an answer must not be older than: what its client, or any client of this node, was told of before. */
    @Singleton
    record Latest(ReadGate gate, Heard heard) {

        long sequence(HttpRequest<?> request, InboxKey inbox) {
            return gate.shown(request, inbox.workspace());
        }

        boolean isHeard(InboxKey inbox, long sequence) {
            return heard.sequence(inbox.workspace()) >= sequence;
        }
    }

    /** The body of an answer. */
    record Received(List<MessageResource> data) {}

    CompletionStage<HttpResponse<?>> receive(HttpRequest<?> request, InboxKey inbox, ReceiveGiven asked) {
        QueryParameters.none(request);
        var traceparent = RequestContext.of(request).traceparent();
        var poll = new LongPoll(Caller.of(request).principal(), traceparent, asked, () -> admission.check(request));
        long latest = told.latest().sequence(request, inbox);
        inboxes.join(inbox, poll);
        InFlight.leave(request);
        Runnable noMore = Connection.onClose(request, poll::leave);
        after(poll, asked.patience(), () -> timeIsUp(inbox, poll, latest));
        return poll.result()
                .whenComplete((_, _) -> {
                    inboxes.leave(inbox, poll);
                    noMore.run();
                })
                .thenApplyAsync(messages -> answer(request, inbox, messages), blocking.executor());
    }

    /** That there is nothing can be said only by who has heard of all that its client may know of; else the engine tells. */
    private void timeIsUp(InboxKey inbox, LongPoll poll, long latest) {
        poll.hurry();
        if (!told.latest().isHeard(inbox, latest)) {
            inboxes.arrived(inbox, latest);
        }
        if (inboxes.isBusy(inbox)) {
            inboxes.pump(inbox);
            after(poll, GRACE, () -> poll.fail(Inboxes.notDecided()));
        } else {
            poll.nothing();
        }
    }

    private void after(LongPoll poll, Duration delay, Runnable work) {
        if (delay.isZero()) {
            work.run();
        } else {
            poll.after(delay, work, blocking.executor());
        }
    }

    private HttpResponse<?> answer(HttpRequest<?> request, InboxKey inbox, List<Leased> messages) {
        try {
            told.load().page(request, messages.stream().mapToLong(Leased::bytes).sum());
        } catch (ProblemException e) {
            requests.release(inbox, Caller.of(request).principal(), messages);
            throw e;
        }
        var resources = messages.stream()
                .map(leased -> MessageResource.of(leased.message(), leased.lease()))
                .toList();
        var response = Answers.json(HttpStatus.OK, new Received(resources));
        return messages.isEmpty()
                ? response
                : response.header("Consistency-Token", told.token(request, inbox, messages));
    }
}

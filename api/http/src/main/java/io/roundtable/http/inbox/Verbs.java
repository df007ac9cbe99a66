package io.roundtable.http.inbox;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.roundtable.contract.LeaseCommand;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Reply;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.BatchedCommands;
import io.roundtable.http.command.CommandLog;
import io.roundtable.http.command.Commands;
import io.roundtable.http.command.Given;
import io.roundtable.http.command.IdempotencyKeys;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.problem.Problem;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What receivers say of their leases: a command for each, each with an outcome of its own. */
@Singleton
final class Verbs {

    private final Commands commands;
    private final BatchedCommands inFlight;
    private final Answers answers;
    private final Tokens tokens;
    private final BlockingWork blocking;

    Verbs(Commands commands, BatchedCommands inFlight, Answers answers, Tokens tokens, BlockingWork blocking) {
        this.commands = commands;
        this.inFlight = inFlight;
        this.answers = answers;
        this.tokens = tokens;
        this.blocking = blocking;
    }

    /** What became of what was said of one lease. */
    record Outcome(String messageId, String status) {

        static final String OK = "ok";
        static final String STALE = "stale";
        static final String UNKNOWN = "unknown";
        static final String PENDING = "pending";
    }

    /** The body of an answer. */
    record Outcomes(List<Outcome> data) {}

    /** The body of an answer where no lease was good any more. */
    record NoneHeld(@JsonUnwrapped Problem problem, List<Outcome> data) {}

    /** A lease and its command's verdict. */
    private record Said(MessageId message, Verdict verdict) {}

    CompletionStage<HttpResponse<?>> say(
            HttpRequest<?> request, InboxKey inbox, LeasesGiven given, Function<LeasesGiven.Held, LeaseCommand> verb) {
        QueryParameters.none(request);
        var leases = given.all();
        return inFlight.around(leases.size(), () -> {
            String digest = IdempotencyKeys.find(request) == null ? "" : IdempotencyKeys.digest(List.of(given));
            var said = new ArrayList<CompletableFuture<Said>>();
            for (var lease : leases) {
                var command = verb.apply(lease);
                var part = new Given.Part(said.size(), digest);
                said.add(commands.give(new Given(request, command, lease, command.subject(), part))
                        .thenApply(verdict -> new Said(lease.message(), verdict)));
            }
            return CompletableFuture.allOf(said.toArray(CompletableFuture[]::new))
                    .thenApplyAsync(
                            _ -> answer(
                                    request,
                                    inbox,
                                    said.stream().map(CompletableFuture::join).toList()),
                            blocking.executor());
        });
    }

    private HttpResponse<?> answer(HttpRequest<?> request, InboxKey inbox, List<Said> said) {
        var outcomes = said.stream()
                .map(one -> new Outcome(one.message().value(), status(one.verdict())))
                .toList();
        var response = answers.applied(request, body(request, inbox, said, outcomes));
        response.header(
                CommandLog.COMMAND_ID, said.getLast().verdict().commandId().value());
        var decided = said.stream()
                .map(one -> one.verdict().decided())
                .filter(Objects::nonNull)
                .toList();
        decided.stream()
                .mapToLong(Reply::sequence)
                .max()
                .ifPresent(at -> response.header("Consistency-Token", tokens.of(inbox.workspace(), at)));
        if (decided.size() == said.size() && decided.stream().allMatch(Reply::replayed)) {
            response.header("Idempotency-Replayed", "true");
        }
        return response;
    }

    private static MutableHttpResponse<byte[]> body(
            HttpRequest<?> request, InboxKey inbox, List<Said> said, List<Outcome> outcomes) {
        if (outcomes.stream().anyMatch(outcome -> outcome.status().equals(Outcome.OK))) {
            return Answers.json(HttpStatus.OK, new Outcomes(outcomes));
        }
        if (outcomes.stream().anyMatch(outcome -> outcome.status().equals(Outcome.PENDING))) {
            String last = said.getLast().verdict().commandId().value();
            return Answers.json(HttpStatus.ACCEPTED, new Outcomes(outcomes))
                    .header("Location", "/v1/workspaces/" + inbox.workspace() + "/commands/" + last);
        }
        var problem = ProblemException.of(ProblemCode.LEASE_STALE);
        return Answers.json(HttpStatus.CONFLICT, new NoneHeld(Problems.describe(request, problem), outcomes))
                .contentType(Problems.MEDIA_TYPE);
    }

    /** @throws ProblemException where it was refused for another reason than the lease, which then goes for all */
    private static String status(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted _ -> Outcome.OK;
            case Verdict.Pending _ -> Outcome.PENDING;
            case Verdict.Refused refused ->
                switch (refused.problem().code()) {
                    case LEASE_STALE -> Outcome.STALE;
                    case LEASE_NOT_FOUND -> Outcome.UNKNOWN;
                    default -> throw refused.problem();
                };
        };
    }
}

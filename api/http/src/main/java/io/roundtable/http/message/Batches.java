package io.roundtable.http.message;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.wire.JsonFaults;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.Commands;
import io.roundtable.http.command.Given;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Sends the messages of a batch: a command each, appended in order, each with an outcome of its own. */
@Singleton
final class Batches {

    private final Commands commands;
    private final Tokens tokens;
    private final BlockingWork blocking;

    Batches(Commands commands, Tokens tokens, BlockingWork blocking) {
        this.commands = commands;
        this.tokens = tokens;
        this.blocking = blocking;
    }

    private record Outcome(Entry entry, long sequence) {}

    CompletionStage<HttpResponse<?>> send(HttpRequest<?> request, WorkspaceId workspace, MessageGiven.Batch batch) {
        QueryParameters.none(request);
        var outcomes = new ArrayList<CompletableFuture<Outcome>>();
        List<RawJson> messages = Objects.requireNonNull(batch.messages());
        for (int index = 0; index < messages.size(); index++) {
            outcomes.add(sendOne(request, workspace, messages.get(index), index));
        }
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        _ -> answer(
                                workspace,
                                outcomes.stream().map(CompletableFuture::join).toList()),
                        blocking.executor());
    }

    private HttpResponse<?> answer(WorkspaceId workspace, List<Outcome> outcomes) {
        long sequence = outcomes.stream().mapToLong(Outcome::sequence).max().orElse(0);
        var body = new Entry.All(outcomes.stream().map(Outcome::entry).toList());
        return Answers.json(HttpStatus.OK, body).header("Consistency-Token", tokens.of(workspace, sequence));
    }

    private CompletableFuture<Outcome> sendOne(HttpRequest<?> request, WorkspaceId workspace, RawJson text, int index) {
        try {
            var sending = Sending.of(workspace, parse(text));
            var given = new Given(
                    request,
                    sending.command(),
                    sending.given(),
                    sending.command().subject(),
                    "#" + index);
            return commands.give(given)
                    .thenApply(verdict -> outcome(request, sending, verdict, index))
                    .exceptionally(fault ->
                            new Outcome(Entry.refused(index, Problems.describe(request, problem(fault))), 0));
        } catch (InvalidInput e) {
            var problem = Problems.describe(request, ProblemException.invalid(e));
            return CompletableFuture.completedFuture(new Outcome(Entry.refused(index, problem), 0));
        }
    }

    private static Outcome outcome(HttpRequest<?> request, Sending sending, Verdict verdict, int index) {
        return switch (verdict) {
            case Verdict.Accepted accepted ->
                new Outcome(
                        Entry.accepted(index, sending.resource(accepted)),
                        accepted.reply().sequence());
            case Verdict.Refused refused ->
                new Outcome(
                        Entry.refused(index, Problems.describe(request, refused.problem())),
                        refused.reply().sequence());
            case Verdict.Pending pending ->
                new Outcome(Entry.pending(index, pending.commandId().value()), 0);
        };
    }

    private static MessageGiven parse(RawJson text) {
        try {
            MessageGiven given =
                    Json.shared().readValue(text.text().getBytes(StandardCharsets.UTF_8), MessageGiven.class);
            if (given == null) {
                throw new InvalidInput("", "must be an object");
            }
            return given;
        } catch (IOException e) {
            throw JsonFaults.invalid(e);
        }
    }

    private static ProblemException problem(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof ProblemException problem) {
            return problem;
        }
        throw new CompletionException(cause);
    }
}

package io.roundtable.http.message;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.JsonFaults;
import io.roundtable.contract.wire.UniqueMembers;
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
import org.jspecify.annotations.Nullable;

/** Sends the messages of a batch: a command each, appended in order, each with an outcome of its own. */
@Singleton
final class Batches {

    private final Commands commands;
    private final Answers answers;
    private final Tokens tokens;
    private final BlockingWork blocking;
    private final BatchedCommands inFlight;

    Batches(Commands commands, Answers answers, Tokens tokens, BlockingWork blocking, BatchedCommands inFlight) {
        this.inFlight = inFlight;
        this.commands = commands;
        this.answers = answers;
        this.tokens = tokens;
        this.blocking = blocking;
    }

    /** What became of one message; {@code replayed} null where that isn't decided. */
    private record Outcome(
            Entry entry, long sequence, @Nullable Boolean replayed) {

        static Outcome undecided(Entry entry) {
            return new Outcome(entry, 0, null);
        }
    }

    /** A message as it was given, or what is wrong with it. */
    private record Item(
            @Nullable MessageGiven given, @Nullable InvalidInput fault) {

        static Item of(RawJson text) {
            try {
                return new Item(parse(text), null);
            } catch (InvalidInput e) {
                return new Item(null, e);
            }
        }
    }

    CompletionStage<HttpResponse<?>> send(HttpRequest<?> request, WorkspaceId workspace, MessageGiven.Batch batch) {
        QueryParameters.none(request);
        int commandsGiven = Objects.requireNonNull(batch.messages()).size();
        return inFlight.around(commandsGiven, () -> sendAll(request, workspace, batch));
    }

    private CompletionStage<HttpResponse<?>> sendAll(
            HttpRequest<?> request, WorkspaceId workspace, MessageGiven.Batch batch) {
        List<RawJson> messages = Objects.requireNonNull(batch.messages());
        List<Item> items = messages.stream().map(Item::of).toList();
        String digest = IdempotencyKeys.find(request) == null ? "" : digest(messages, items);
        var outcomes = new ArrayList<CompletableFuture<Outcome>>();
        for (int index = 0; index < items.size(); index++) {
            outcomes.add(sendOne(request, workspace, items.get(index), new Given.Part(index, digest)));
        }
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        _ -> answer(
                                request,
                                workspace,
                                outcomes.stream().map(CompletableFuture::join).toList()),
                        blocking.executor());
    }

    /** Of the whole batch: a key is good for all of it, in this order, and for nothing else. */
    private static String digest(List<RawJson> messages, List<Item> items) {
        var asked = new ArrayList<Object>();
        for (int index = 0; index < items.size(); index++) {
            MessageGiven given = items.get(index).given();
            asked.add(given == null ? messages.get(index).text() : given);
        }
        return IdempotencyKeys.digest(asked);
    }

    /** Its {@code Command-Id} is that of its last command: when that is decided, all of them are. */
    private HttpResponse<?> answer(HttpRequest<?> request, WorkspaceId workspace, List<Outcome> outcomes) {
        long sequence = outcomes.stream().mapToLong(Outcome::sequence).max().orElse(0);
        var body = new Entry.All(outcomes.stream().map(Outcome::entry).toList());
        var response = answers.applied(request, Answers.json(HttpStatus.OK, body))
                .header("Consistency-Token", tokens.of(workspace, sequence));
        outcomes.stream()
                .map(outcome -> outcome.entry().commandId())
                .filter(Objects::nonNull)
                .reduce((_, later) -> later)
                .ifPresent(command -> response.header(CommandLog.COMMAND_ID, command));
        if (outcomes.stream().allMatch(outcome -> Boolean.TRUE.equals(outcome.replayed()))) {
            response.header("Idempotency-Replayed", "true");
        }
        return response;
    }

    private CompletableFuture<Outcome> sendOne(
            HttpRequest<?> request, WorkspaceId workspace, Item item, Given.Part part) {
        try {
            if (item.given() == null) {
                throw Objects.requireNonNull(item.fault());
            }
            var sending = Sending.of(Sight.of(request), workspace, item.given());
            var given = new Given(
                    request,
                    sending.command(),
                    sending.given(),
                    sending.command().subject(),
                    part);
            return commands.give(given)
                    .thenApply(verdict -> outcome(request, sending, verdict, part.index()))
                    .exceptionally(fault -> failed(request, problem(fault), part.index()));
        } catch (InvalidInput e) {
            return CompletableFuture.completedFuture(failed(request, ProblemException.invalid(e), part.index()));
        }
    }

    private static Outcome failed(HttpRequest<?> request, ProblemException problem, int index) {
        var entry = Entry.refused(index, Problems.describe(request, problem));
        return Outcome.undecided(entry.of(problem.headers().get(CommandLog.COMMAND_ID)));
    }

    private static Outcome outcome(HttpRequest<?> request, Sending sending, Verdict verdict, int index) {
        String command = verdict.commandId().value();
        return switch (verdict) {
            case Verdict.Accepted accepted ->
                new Outcome(
                        Entry.accepted(index, sending.resource(accepted)).of(command),
                        accepted.reply().sequence(),
                        accepted.reply().replayed());
            case Verdict.Refused refused ->
                new Outcome(
                        Entry.refused(index, Problems.describe(request, refused.problem()))
                                .of(command),
                        refused.reply().sequence(),
                        refused.reply().replayed());
            case Verdict.Pending _ -> Outcome.undecided(Entry.pending(index).of(command));
        };
    }

    private static MessageGiven parse(RawJson text) {
        try {
            MessageGiven given = UniqueMembers.read(text.text().getBytes(StandardCharsets.UTF_8), MessageGiven.class);
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

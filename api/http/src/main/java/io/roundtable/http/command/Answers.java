package io.roundtable.http.command;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.roundtable.contract.Reply;
import io.roundtable.contract.wire.Json;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.consistency.ConsistencyToken;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.Problems;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers writes: with the resource when the command is decided, with 202 when it isn't yet. */
@Singleton
public final class Answers {

    private final Commands commands;
    private final LogLayout layout;
    private final BlockingWork blocking;
    private final HttpSettings settings;

    Answers(Commands commands, LogLayout layout, BlockingWork blocking, HttpSettings settings) {
        this.commands = commands;
        this.layout = layout;
        this.blocking = blocking;
        this.settings = settings;
    }

    /**
     * Gives a command and renders what becomes of it.
     *
     * @param rendered makes status and body of an accepted command; may block
     */
    public CompletionStage<HttpResponse<?>> give(
            Given given, Function<Verdict.Accepted, MutableHttpResponse<byte[]>> rendered) {
        return commands.give(given).thenApplyAsync(verdict -> answer(given, verdict, rendered), blocking.executor());
    }

    /** A body of JSON. */
    public static MutableHttpResponse<byte[]> json(HttpStatus status, Object body) {
        MutableHttpResponse<byte[]> response = HttpResponse.status(status);
        return response.body(Json.write(body)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    public static MutableHttpResponse<byte[]> created(String location, Object body) {
        return json(HttpStatus.CREATED, body).header("Location", location);
    }

    public static MutableHttpResponse<byte[]> noContent() {
        return HttpResponse.status(HttpStatus.NO_CONTENT);
    }

    private HttpResponse<?> answer(
            Given given, Verdict verdict, Function<Verdict.Accepted, MutableHttpResponse<byte[]>> rendered) {
        HttpRequest<?> request = given.request();
        var response = switch (verdict) {
            case Verdict.Accepted accepted ->
                decided(given, rendered.apply(accepted), accepted.reply())
                        .header("ETag", Conditions.etag(accepted.outcome().version()));
            case Verdict.Refused refused ->
                decided(given, Problems.response(request, refused.problem()), refused.reply());
            case Verdict.Pending pending -> pending(given, pending);
        };
        String applied = Preferences.of(request, settings).applied();
        if (applied != null) {
            response.header("Preference-Applied", applied);
        }
        return response.header("Command-Id", verdict.commandId().value());
    }

    private MutableHttpResponse<byte[]> decided(Given given, MutableHttpResponse<byte[]> response, Reply reply) {
        var position = layout.position(given.command().workspaceId(), reply.sequence());
        response.header(ConsistencyToken.HEADER, ConsistencyToken.of(position).toString());
        if (reply.replayed()) {
            response.header("Idempotency-Replayed", "true");
        }
        return response;
    }

    private static MutableHttpResponse<byte[]> pending(Given given, Verdict.Pending pending) {
        var body = new PendingCommand(pending.commandId().value(), "pending", given.resourceId());
        String workspace = given.command().workspaceId().value();
        return json(HttpStatus.ACCEPTED, body)
                .header("Location", "/v1/workspaces/" + workspace + "/commands/" + pending.commandId());
    }

    /** The body of a 202. */
    record PendingCommand(String commandId, String status, String resourceId) {}
}

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
import io.roundtable.http.load.Connection;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.Problems;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers writes: with the resource when the command is decided, with 202 when it isn't yet. */
@Singleton
public final class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    /** For rendering what was decided in the last moment of the client's patience. */
    private static final long GRACE_MS = 500;

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
     * <p>What is accepted is never answered as a failure: where the resource can't be rendered in time, or is gone
     * already, the answer is a 202 that says so, with all the headers of a write that was decided.
     *
     * @param rendered makes status and body of an accepted command, and its {@code ETag} where the body has another
     *     version than the outcome; may block
     */
    public CompletionStage<HttpResponse<?>> give(
            Given given, Function<Verdict.Accepted, MutableHttpResponse<byte[]>> rendered) {
        return answer(given, accepted -> render(accepted, rendered));
    }

    /**
     * The same for what is rendered without waiting for anything: no other thread is troubled with it.
     *
     * @param rendered must not block
     */
    public CompletionStage<HttpResponse<?>> giveAtHand(
            Given given, Function<Verdict.Accepted, MutableHttpResponse<byte[]>> rendered) {
        return answer(
                given, accepted -> CompletableFuture.completedFuture(accepted).thenApply(rendered));
    }

    /** Where the connection is served: neither who confirms appends nor who reads replies does the work of all answers. */
    private CompletionStage<HttpResponse<?>> answer(
            Given given, Function<Verdict.Accepted, CompletableFuture<MutableHttpResponse<byte[]>>> rendering) {
        return commands.give(given)
                .thenComposeAsync(verdict -> answer(given, verdict, rendering), Connection.executor(given.request()));
    }

    private CompletableFuture<HttpResponse<?>> answer(
            Given given,
            Verdict verdict,
            Function<Verdict.Accepted, CompletableFuture<MutableHttpResponse<byte[]>>> rendering) {
        return switch (verdict) {
            case Verdict.Accepted accepted ->
                unlessImpossible(given, accepted, rendering.apply(accepted)).thenApply(response -> {
                    if (!response.getHeaders().contains("ETag")) {
                        response.header(
                                "ETag", Conditions.etag(accepted.outcome().version()));
                    }
                    return finished(given, verdict, decided(given, response, accepted.reply()));
                });
            case Verdict.Refused refused -> {
                var response = Problems.response(given.request(), refused.problem());
                yield CompletableFuture.completedFuture(
                        finished(given, verdict, decided(given, response, refused.reply())));
            }
            case Verdict.Pending _ ->
                CompletableFuture.completedFuture(finished(given, verdict, undone(given, verdict, "pending")));
        };
    }

    private CompletableFuture<MutableHttpResponse<byte[]>> render(
            Verdict.Accepted accepted, Function<Verdict.Accepted, MutableHttpResponse<byte[]>> rendered) {
        long millis = Math.max(GRACE_MS, accepted.deadline().left().toMillis());
        return blocking.supply(() -> rendered.apply(accepted)).orTimeout(millis, TimeUnit.MILLISECONDS);
    }

    private static CompletableFuture<MutableHttpResponse<byte[]>> unlessImpossible(
            Given given, Verdict.Accepted accepted, CompletableFuture<MutableHttpResponse<byte[]>> rendering) {
        return rendering.exceptionally(fault -> {
            // Whatever it is, the command stands, and an error would make its client give it again.
            log.warn("{} was accepted, but can't be shown: {}", accepted.commandId(), fault.toString());
            return undone(given, accepted, "accepted");
        });
    }

    /** A body of JSON. */
    public static MutableHttpResponse<byte[]> json(HttpStatus status, Object body) {
        MutableHttpResponse<byte[]> response = HttpResponse.status(status);
        return response.body(Json.write(body)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** A resource as of the version that it has, which may be later than the outcome's. */
    public static MutableHttpResponse<byte[]> json(HttpStatus status, Object resource, long version) {
        return json(status, resource).header("ETag", Conditions.etag(version));
    }

    public static MutableHttpResponse<byte[]> created(String location, Object body) {
        return json(HttpStatus.CREATED, body).header("Location", location);
    }

    public static MutableHttpResponse<byte[]> noContent() {
        return HttpResponse.status(HttpStatus.NO_CONTENT);
    }

    /** Says which of the client's preferences were followed. */
    public <B> MutableHttpResponse<B> applied(HttpRequest<?> request, MutableHttpResponse<B> response) {
        String applied = Preferences.of(request, settings).applied();
        return applied == null ? response : response.header("Preference-Applied", applied);
    }

    private HttpResponse<?> finished(Given given, Verdict verdict, MutableHttpResponse<byte[]> response) {
        return applied(given.request(), response)
                .header(CommandLog.COMMAND_ID, verdict.commandId().value());
    }

    private MutableHttpResponse<byte[]> decided(Given given, MutableHttpResponse<byte[]> response, Reply reply) {
        var position = layout.position(given.command().workspaceId(), reply.sequence());
        response.header(ConsistencyToken.HEADER, ConsistencyToken.of(position).toString());
        if (reply.replayed()) {
            response.header("Idempotency-Replayed", "true");
        }
        return response;
    }

    private static MutableHttpResponse<byte[]> undone(Given given, Verdict verdict, String status) {
        var body = new PendingCommand(verdict.commandId().value(), status, given.resourceId());
        String workspace = given.command().workspaceId().value();
        return json(HttpStatus.ACCEPTED, body)
                .header("Location", "/v1/workspaces/" + workspace + "/commands/" + verdict.commandId());
    }

    /**
     * The body of a 202.
     *
     * @param status {@code accepted} where it is decided, and only the resource can't be shown
     */
    record PendingCommand(String commandId, String status, String resourceId) {}
}

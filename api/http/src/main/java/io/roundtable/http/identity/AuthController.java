package io.roundtable.http.identity;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.http.command.Answers;
import io.roundtable.http.json.Bodies;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.time.Duration;
import java.util.Set;

/**
 * {@code /v1/auth}: becoming a user, coming in, staying in and leaving. These are no commands: nothing of them enters
 * the log, and an {@code Idempotency-Key} is passed over. Registering twice is {@code email_taken}.
 */
@Controller("/v1/auth")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class AuthController {

    private final Accounts accounts;
    private final Sessions sessions;

    AuthController(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @Post("/register")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> register(HttpRequest<?> request, @Body byte[] body) {
        return switch (accounts.register(read(request, body, NewAccount.class))) {
            case Registration.Registered(var session) ->
                granted(HttpStatus.CREATED, session).header("Location", UserController.PATH);
            case Registration.EmailTaken _ -> throw ProblemException.of(ProblemCode.EMAIL_TAKEN);
            case Registration.UsernameTaken _ -> throw ProblemException.of(ProblemCode.USERNAME_TAKEN);
            case Registration.Overloaded(var retryAfter) -> throw overloaded(retryAfter);
        };
    }

    @Post("/login")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> login(HttpRequest<?> request, @Body byte[] body) {
        return switch (sessions.login(read(request, body, Credentials.class))) {
            case Login.LoggedIn(var session) -> granted(HttpStatus.OK, session);
            case Login.Refused _ -> throw ProblemException.of(ProblemCode.INVALID_CREDENTIALS);
            case Login.Overloaded(var retryAfter) -> throw overloaded(retryAfter);
        };
    }

    @Post("/refresh")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> refresh(HttpRequest<?> request, @Body byte[] body) {
        RefreshGiven given = read(request, body, RefreshGiven.class);
        return switch (sessions.refresh(given.refreshToken())) {
            case Renewal.Renewed(var session) -> granted(HttpStatus.OK, session);
            case Renewal.Refused _ -> throw ProblemException.of(ProblemCode.INVALID_REFRESH_TOKEN);
        };
    }

    /** Leaves; a token that isn't good leaves nothing to do, and that is said to nobody (RFC 7009, section 2.2). */
    @Post("/logout")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> logout(HttpRequest<?> request, @Body byte[] body) {
        sessions.logout(read(request, body, RefreshGiven.class).refreshToken());
        return Answers.noContent();
    }

    private static <T> T read(HttpRequest<?> request, byte[] body, Class<T> type) {
        new QueryParameters(request, Set.of()).done();
        return Bodies.read(request, body, type);
    }

    /** No cache may keep it (RFC 6749, section 5.1). */
    private static MutableHttpResponse<byte[]> granted(HttpStatus status, Session session) {
        return Answers.json(status, GrantedResource.of(session)).header("Cache-Control", "no-store");
    }

    private static ProblemException overloaded(Duration retryAfter) {
        return ProblemException.later(
                ProblemCode.OVERLOADED, "Too many passwords are being checked. Nothing was done; send it again.", (int)
                        retryAfter.toSeconds());
    }
}

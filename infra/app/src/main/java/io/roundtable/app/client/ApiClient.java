package io.roundtable.app.client;

import io.roundtable.app.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one server, repeated within the policy's patience where repeating is safe and may help. Safe for use by
 * several threads; each call blocks its thread.
 */
public final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /** Longer than the 30 s that the server may be asked to wait. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(45);

    private static final int MAX_REFUSAL_BYTES = 64 * 1024;

    private final URI server;
    private final Tokens tokens;
    private final RetryPolicy policy;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    public ApiClient(URI server, Tokens tokens, RetryPolicy policy) {
        this.server = server;
        this.tokens = tokens;
        this.policy = policy;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .executor(threads)
                .build();
    }

    public URI server() {
        return server;
    }

    /**
     * Like {@link #send}, for whoever only wants success.
     *
     * @throws ApiFailure where the server refuses
     */
    public ApiResponse require(ApiRequest request) {
        var response = send(request);
        if (!response.isSuccess()) {
            throw new ApiFailure(Problem.of(response));
        }
        return response;
    }

    /**
     * The answer to a write once it is decided. The request gets a key where it has none, so that repeats are safe.
     *
     * @throws ApiFailure where the server refuses
     * @throws UserError where it isn't decided within the policy's patience
     */
    public ApiResponse decide(ApiRequest request) {
        var keyed = request.isKeyed()
                ? request
                : request.idempotent(UUID.randomUUID().toString());
        var response = require(keyed);
        if (response.status() == 202) {
            throw new UserError("the server has taken it and not decided it yet (Idempotency-Key %s): it will;"
                            .formatted(keyed.headers().get(ApiRequest.IDEMPOTENCY_KEY))
                    + " see roundtable status for what holds it up");
        }
        return response;
    }

    /**
     * The server's answer, whatever it is: after repeats on 429 and 503, on failures to connect, and for requests that
     * can be repeated without harm also on broken connections and on a 202 whose command isn't decided yet. An access
     * token that is refused is renewed once.
     *
     * @throws ServerUnreachable where there is no answer at all
     */
    public ApiResponse send(ApiRequest request) {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            var waited = Duration.ofNanos(System.nanoTime() - start);
            Optional<Duration> wanted = Optional.empty();
            try {
                var response = authorized(request);
                var pause = policy.pause(attempt, response.retryAfter(), random);
                if (!isWorthRepeating(request, response) || isPast(waited, pause)) {
                    return response;
                }
                wanted = response.retryAfter();
            } catch (IOException e) {
                boolean repeatable = request.isRepeatable() || isNeverSent(e);
                if (!repeatable || isPast(waited, policy.pause(attempt, wanted, random))) {
                    throw new ServerUnreachable(server, waited, e);
                }
            }
            pause(policy.pause(attempt, wanted, random));
        }
    }

    private static boolean isWorthRepeating(ApiRequest request, ApiResponse response) {
        return switch (response.status()) {
            case 429, 503 -> true;
            case 202 -> request.isKeyed();
            case 502, 504 -> request.isRepeatable();
            default -> false;
        };
    }

    private boolean isPast(Duration waited, Duration pause) {
        return waited.plus(pause).compareTo(policy.patience()) > 0;
    }

    private static boolean isNeverSent(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
    }

    private ApiResponse authorized(ApiRequest request) throws IOException {
        var token = tokens.current();
        var response = once(request, token);
        if (response.status() == 401 && tokens.renew(token)) {
            return once(request, tokens.current());
        }
        return response;
    }

    private ApiResponse once(ApiRequest request, @Nullable String token) throws IOException {
        var response = sent(request, token, "application/json, application/problem+json", BodyHandlers.ofByteArray());
        return new ApiResponse(response.statusCode(), response.headers(), response.body());
    }

    private <T> HttpResponse<T> sent(
            ApiRequest request, @Nullable String token, String accepted, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        var body = request.body();
        var builder = HttpRequest.newBuilder(server.resolve(request.path()))
                .timeout(ANSWER_LIMIT)
                .header("Accept", accepted)
                .method(request.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        request.headers().forEach(builder::header);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(builder.build(), handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while waiting for " + server, e);
        }
    }

    /**
     * A stream that the server has begun, or why it hasn't now.
     *
     * @param body to be closed
     * @param refusal that won't last; null where it has begun
     * @param wanted that somebody waits before the next attempt
     */
    record Opened(InputStream body, @Nullable Problem refusal, Optional<Duration> wanted) {}

    /**
     * Asks for a stream, once, but for an access token that is renewed.
     *
     * @throws ApiFailure where the server refuses, and would again
     * @throws IOException where it isn't reached
     */
    Opened open(ApiRequest request) throws IOException {
        var token = tokens.current();
        var response = streamed(request, token);
        if (response.statusCode() == 401 && tokens.renew(token)) {
            response.body().close();
            response = streamed(request, tokens.current());
        }
        if (response.statusCode() == 200) {
            return new Opened(response.body(), null, Optional.empty());
        }
        try (var body = response.body()) {
            var answer = new ApiResponse(response.statusCode(), response.headers(), body.readNBytes(MAX_REFUSAL_BYTES));
            if (!isWorthRepeating(request, answer)) {
                throw new ApiFailure(Problem.of(answer));
            }
            return new Opened(InputStream.nullInputStream(), Problem.of(answer), answer.retryAfter());
        }
    }

    private HttpResponse<InputStream> streamed(ApiRequest request, @Nullable String token) throws IOException {
        return sent(request, token, "text/event-stream, application/problem+json", BodyHandlers.ofInputStream());
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted between two attempts", e);
        }
    }

    /** Ends at once what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}

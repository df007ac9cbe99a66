package io.roundtable.testkit.talk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One request as it is being made up; {@link #answer()} sends it. */
public final class Ask {
    /** Longer than the 30 s that a server may be asked to wait. */
    private static final Duration LIMIT = Duration.ofSeconds(45);

    private static final int MAX_TRIES = 10;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final Node node;
    private final String method;
    private final String path;
    private final TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private BodyPublisher body = BodyPublishers.noBody();

    Ask(Node node, String method, String path) {
        this.node = node;
        this.method = method;
        this.path = path;
    }

    public Ask with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public Ask without(String header) {
        headers.remove(header);
        return this;
    }

    /** On behalf of whom the token was given to. */
    public Ask as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** With a body of JSON, or of what pretends to be. */
    public Ask saying(String json) {
        return saying(json.getBytes(StandardCharsets.UTF_8));
    }

    public Ask saying(byte[] bytes) {
        body = BodyPublishers.ofByteArray(bytes);
        return with("Content-Type", "application/json");
    }

    /** Sends it and waits for the answer, whatever it is. */
    public Answer answer() {
        try {
            return seen(HTTP.send(request(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Sends it again where the server says that it is busy, after as long as it says; {@value #MAX_TRIES} times in all. */
    public Answer answerUnlessBusy() {
        Answer answer = answer();
        for (int tried = 1; answer.status() == 503 && tried < MAX_TRIES; tried++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(Long.parseLong(answer.mustHave("Retry-After"))));
            answer = answer();
        }
        return answer;
    }

    /** Sends it without waiting. */
    public CompletableFuture<Answer> later() {
        return HTTP.sendAsync(request(), BodyHandlers.ofByteArray()).thenApply(this::seen);
    }

    private Answer seen(HttpResponse<byte[]> response) {
        var answer = new Answer(response.statusCode(), response.headers(), response.body());
        node.witness().saw(method, path, answer);
        return answer;
    }

    private HttpRequest request() {
        var request =
                HttpRequest.newBuilder(node.url().resolve(path)).timeout(LIMIT).method(method, body);
        headers.forEach(request::header);
        return request.build();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}

package io.roundtable.bench.installation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The product's HTTP API, for preparing and watching; nothing is measured by it. */
public final class Api {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String JSON_TYPE = "application/json";
    private static final String PASSWORD = "bench password";
    private static final int CONFLICT = 409;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Of what is answered 503, as a product that has just started does on a busy machine. */
    private static final int ATTEMPTS = 20;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final HttpClient client;
    private final int port;
    private final @Nullable String token;

    public Api(int port) {
        this(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                port,
                null);
    }

    private Api(HttpClient client, int port, @Nullable String token) {
        this.client = client;
        this.port = port;
        this.token = token;
    }

    public int port() {
        return port;
    }

    /** What it says who it is by. */
    public String token() {
        return token == null ? "" : token;
    }

    /** Somebody of that address, who may be there from another suite on the same installation. */
    public Api registered(String email) {
        var path = "/v1/auth/register";
        var body = "{\"email\":\"%s\",\"password\":\"%s\",\"full_name\":\"Bench\"}".formatted(email, PASSWORD);
        var answer = answer(path, posting(path, body));
        return answer.statusCode() == CONFLICT ? loggedIn(email, PASSWORD) : as(good(path, answer));
    }

    public Api operator() {
        return loggedIn(Product.OPERATOR, Product.OPERATOR_PASSWORD);
    }

    private Api loggedIn(String email, String password) {
        return as(post("/v1/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password)));
    }

    private Api as(JsonNode session) {
        return new Api(client, port, session.path("access_token").asText());
    }

    public boolean isReady() {
        try {
            return send(request("/health/readiness").GET()).statusCode() == 200;
        } catch (IOException e) {
            return false; // it doesn't listen yet
        }
    }

    public JsonNode get(String path) {
        return good(path, answer(path, request(path).GET()));
    }

    public JsonNode put(String path, String body) {
        var request = request(path).header("Content-Type", JSON_TYPE).PUT(HttpRequest.BodyPublishers.ofString(body));
        return good(path, answer(path, request));
    }

    public JsonNode patch(String path, String body) {
        var request = request(path)
                .header("Content-Type", JSON_TYPE)
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body));
        return good(path, answer(path, request));
    }

    /** What a stream of server-sent events says, until it is closed. */
    public Stream<String> lines(String path) {
        try {
            var request = request(path, Duration.ofMinutes(20)).header("Accept", "text/event-stream");
            return client.send(request.GET().build(), HttpResponse.BodyHandlers.ofLines())
                    .body();
        } catch (IOException e) {
            throw new BenchFailure(path + " could not be asked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    public JsonNode post(String path, String body) {
        return good(path, answer(path, posting(path, body)));
    }

    private HttpRequest.Builder posting(String path, String body) {
        return request(path).header("Content-Type", JSON_TYPE).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /**
     * Something that was made.
     *
     * @param location where it is read
     * @param seen the {@code Consistency-Token} of the answer: who presents it must be shown this, and all before it
     */
    public record Made(String location, String seen) {}

    /** @throws BenchFailure where it isn't made */
    public Made make(String path, String body) {
        try {
            var made = send(posting(path, body));
            return new Made(
                    made.headers().firstValue("Location").orElseThrow(() -> new BenchFailure(made.body())),
                    made.headers().firstValue("Consistency-Token").orElseThrow());
        } catch (IOException e) {
            throw new BenchFailure(path + " could not be asked", e);
        }
    }

    /** The status of the answer to whoever wants to see no less than what was made. */
    public int read(Made made) {
        try {
            return send(request(made.location())
                            .header("Consistency-Token", made.seen())
                            .GET())
                    .statusCode();
        } catch (IOException e) {
            throw new BenchFailure(made.location() + " could not be asked", e);
        }
    }

    /**
     * Creates something and reads it with the token of the answer, until it is there; how long that took from the answer
     * on. Where the product gives up waiting it is asked again.
     */
    public double secondsUntilRead(String path, String body) {
        var made = make(path, body);
        long begin = System.nanoTime();
        Waiting.until("the tables to show " + made.location(), LIMIT, Duration.ZERO, () -> read(made) == 200);
        return (System.nanoTime() - begin) / 1e9;
    }

    private HttpRequest.Builder request(String path) {
        return request(path, LIMIT);
    }

    private HttpRequest.Builder request(String path, Duration limit) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(limit);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Another than 503, which is asked again for a while. */
    private HttpResponse<String> answer(String path, HttpRequest.Builder request) {
        try {
            var answer = send(request);
            for (int attempt = 1; answer.statusCode() == 503 && attempt < ATTEMPTS; attempt++) {
                Waiting.pause(BETWEEN_ATTEMPTS);
                answer = send(request);
            }
            return answer;
        } catch (IOException e) {
            throw new BenchFailure(path + " could not be asked", e);
        }
    }

    private static JsonNode good(String path, HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new BenchFailure(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        try {
            return answer.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new BenchFailure(path + " was answered something else than JSON: " + answer.body(), e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}

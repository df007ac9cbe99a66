package io.roundtable.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ApiClientTest {
    private static final ApiRequest PLAIN_POST = ApiRequest.post("/", new byte[] {'1'});
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofMillis(4));

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    /** Answers one request. */
    interface Answer {
        void to(HttpExchange exchange, int number) throws IOException;
    }

    @SuppressWarnings("NullAway") // set up before each test
    ApiClientTest() {}

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void shouldRepeatUntilTheServerIsReady() {
        // Given
        answers((exchange, n) ->
                exchange.sendResponseHeaders(List.of(503, 429, 200).get(n), -1));

        // When
        var response = send(QUICK, PLAIN_POST);

        // Then
        assertThat(response.status()).isEqualTo(200);
        assertThat(asked).hasValue(3);
    }

    @Test
    void shouldWaitAsLongAsTheServerAsks() {
        // Given
        answers((exchange, n) -> {
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(n == 0 ? 503 : 200, -1);
        });
        long start = System.nanoTime();

        // When
        send(QUICK, PLAIN_POST);

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldGiveBackTheRefusalWhenItWouldHaveToWaitTooLong() {
        // Given
        answers((exchange, n) -> {
            exchange.getResponseHeaders().add("Retry-After", "60");
            exchange.sendResponseHeaders(429, -1);
        });

        // When
        var response = send(QUICK, PLAIN_POST);

        // Then
        assertThat(response.status()).isEqualTo(429);
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldNotRepeatAWriteWithoutAKeyWhoseConnectionBroke() {
        // Given
        answers((exchange, n) -> exchange.close());

        // When
        var sending = assertThatThrownBy(() -> send(QUICK, PLAIN_POST));

        // Then
        sending.isInstanceOf(ServerUnreachable.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldRepeatAWriteWithAKeyWhoseConnectionBroke() {
        // Given
        answers((exchange, n) -> {
            if (n < 2) {
                exchange.close();
            } else {
                exchange.sendResponseHeaders(201, -1);
            }
        });

        // When
        var response = send(QUICK, PLAIN_POST.idempotent("k"));

        // Then
        assertThat(response.status()).isEqualTo(201);
    }

    @Test
    void shouldGiveUpWithAClearErrorWhenNobodyListens() throws IOException {
        // Given
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var policy = new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofMillis(4));

        // When
        var sending = assertThatThrownBy(() -> {
            try (var client = new ApiClient(URI.create("http://localhost:" + port), Tokens.none(), policy)) {
                client.send(PLAIN_POST);
            }
        });

        // Then
        sending.isInstanceOf(ServerUnreachable.class)
                .hasMessageContaining("http://localhost:" + port)
                .hasMessageContaining("is it running");
    }

    private void answers(Answer answer) {
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                answer.to(exchange, asked.getAndIncrement());
            }
        });
    }

    private ApiResponse send(RetryPolicy policy, ApiRequest request) {
        var url = URI.create("http://localhost:" + server.getAddress().getPort());
        try (var client = new ApiClient(url, Tokens.none(), policy)) {
            return client.send(request);
        }
    }
}

package io.roundtable.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that counts. */
final class HttpLoadTest {
    private static final RequestText REQUEST = RequestText.of("POST /x HTTP/1.1\r\nHost: localhost\r\n", "{}");

    private final AtomicInteger asked = new AtomicInteger();
    private int refuseFrom = Integer.MAX_VALUE;
    private final HttpServer server = listening();

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void serve() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(asked.getAndIncrement() < refuseFrom ? 202 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Answered load(Pace pace, Duration time) throws IOException {
        return HttpLoad.run(server.getAddress().getPort(), 4, time, pace, (n, _) -> REQUEST.numbered(n));
    }

    @Test
    void shouldSendAsManyAsItsPaceSaysAndTimeEach() throws IOException {
        // When
        var answered = load(new Pace.Steady(200), Duration.ofMillis(250)).requireAll(202);

        // Then
        assertThat(asked).hasValue(50);
        assertThat(answered.statuses()).containsOnlyKeys(202).containsEntry(202, 50L);
        assertThat(answered.latencies().count()).isEqualTo(50);
        assertThat(answered.unanswered()).isZero();
    }

    @Test
    void shouldCountWhatIsAnsweredInEachWholeSecond() throws IOException {
        // When
        var answered = load(new Pace.Steady(100), Duration.ofMillis(1_300)).requireAll(202);

        // Then
        assertThat(answered.perSecond()).hasSize(1);
        assertThat(answered.perSecond().getFirst()).isBetween(1L, 130L);
    }

    @Test
    void shouldCountEachAnswerOfAGreedyLoad() throws IOException {
        // When
        var answered = load(new Pace.Greedy(), Duration.ofMillis(100)).requireAll(202);

        // Then
        assertThat(answered.latencies().count()).isEqualTo(asked.get()).isPositive();
        assertThat(answered.perSecond(202)).isPositive();
    }

    @Test
    void shouldTakeNoRateOfWhatWasRefused() throws IOException {
        // Given
        refuseFrom = 10;

        // When
        var answered = load(new Pace.Steady(200), Duration.ofMillis(100));

        // Then
        assertThat(answered.statuses()).containsEntry(202, 10L).containsEntry(503, 10L);
        assertThatThrownBy(() -> answered.requireAll(202))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("503");
    }
}

package io.roundtable.runtime.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.webhook.Destinations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * URLs that want to go where they may not, in evil-urls.jsonl. Whatever is connected to leads to a canary, save a few
 * public addresses, at which a harmless receiver stands.
 */
final class EvilUrlsTest {

    private static final List<String> PUBLIC = List.of("8.8.8.8", "1.1.1.1", "9.9.9.9", "2606:4700:4700::1111");
    private static final List<Evil> CORPUS = corpus();

    private final RawServer canary4 = RawServer.on("127.0.0.1", (request, connection) -> connection.close());
    private final RawServer canary6 = RawServer.on("::1", (request, connection) -> connection.close());
    private volatile String redirect = "HTTP/1.1 204 No Content\r\n\r\n";
    private final RawServer harmless = RawServer.on((request, connection) -> RawServer.write(connection, redirect));
    private final FakeInternet internet =
            new FakeInternet().elsewhere("127.0.0.1", canary4).elsewhere("::1", canary6);

    EvilUrlsTest() {
        PUBLIC.forEach(address -> internet.server(address, harmless));
    }

    @AfterEach
    void close() {
        canary4.close();
        canary6.close();
        harmless.close();
    }

    @Test
    void shouldKnowManyWays() {
        assertThat(CORPUS).hasSizeGreaterThanOrEqualTo(200);
        assertThat(CORPUS).extracting(Evil::url).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldConnectToNoCanary(boolean http) throws Exception {
        // Given
        Destinations destinations = http ? Samples.PLAIN : Destinations.publicOnly();

        // When
        List<String> delivered = send(destinations);

        // Then
        assertThat(internet.dialled)
                .allSatisfy(asked -> assertThat(PUBLIC)
                        .contains(asked.getAddress().getHostAddress().replace(":0:0:0:0:0:", "::")));
        assertThat(connections(canary4)).isZero();
        assertThat(connections(canary6)).isZero();
        // Only names that were public when they were checked: rebound afterwards, and connected to as they were.
        assertThat(delivered).allSatisfy(url -> assertThat(url).contains("rebind"));
    }

    @Test
    void shouldReachTheCanariesWhereTheGuardIsOff() throws Exception {
        // When
        send(Destinations.anywhere());

        // Then
        assertThat(connections(canary4)).isGreaterThanOrEqualTo(150);
        assertThat(connections(canary6)).isGreaterThanOrEqualTo(100);
    }

    @Test
    void shouldReachTheCanaryWhereRedirectsAreFollowed() throws Exception {
        // Given
        HttpClient naive = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        List<Evil> redirects =
                CORPUS.stream().filter(evil -> evil.location() != null).toList();

        // When
        for (Evil evil : redirects) {
            redirect = redirect(evil);
            try {
                URI door = URI.create("http://127.0.0.1:" + harmless.port() + "/");
                naive.send(HttpRequest.newBuilder(door).build(), HttpResponse.BodyHandlers.discarding());
            } catch (IOException | IllegalArgumentException e) {
                // It may not understand the location, and the canary says nothing; that it was asked is what counts.
            }
        }

        // Then
        assertThat(canary4.accepted.get()).isGreaterThanOrEqualTo(5);
    }

    /** Each twice, so that names that were rebound meanwhile are asked for again; the URLs that were delivered to. */
    private List<String> send(Destinations destinations) throws InterruptedException {
        List<String> delivered = new ArrayList<>();
        try (WebhookSender sender =
                new WebhookSender(Samples.settings(destinations), internet, internet, Samples.tls())) {
            for (Evil evil : CORPUS) {
                redirect = redirect(evil);
                for (int time = 0; time < 2; time++) {
                    if (send(sender, evil) instanceof Outcome.Delivered) {
                        delivered.add(evil.url());
                    }
                }
            }
        }
        return delivered;
    }

    private @Nullable Outcome send(WebhookSender sender, Evil evil) throws InterruptedException {
        Webhook webhook;
        try {
            webhook = Samples.webhook(evil.url());
        } catch (InvalidInput e) {
            return null;
        }
        String name = webhook.url().parts().host().name();
        if (internet.lookups(name) == 0) {
            internet.answers(name, evil.resolved());
        }
        return sender.send(webhook);
    }

    private String redirect(Evil evil) {
        if (evil.location() == null) {
            return "HTTP/1.1 204 No Content\r\n\r\n";
        }
        String location = evil.location().replace("{port}", Integer.toString(canary4.port()));
        return "HTTP/1.1 " + evil.status() + " Moved\r\nLocation: " + location
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    /** How many others have connected: a listener accepts in order, and so they all before this last one. */
    private static int connections(RawServer canary) throws IOException {
        InetAddress address = InetAddress.ofLiteral(canary.address());
        try (Socket last = new Socket(address, canary.port())) {
            last.getOutputStream().write("GET /last HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Awaitility.await()
                    .until(() -> canary.requests.stream()
                            .anyMatch(request -> request.head().getFirst().contains("/last")));
        }
        return canary.accepted.get() - 1;
    }

    private static List<Evil> corpus() {
        ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
        InputStream resource = Objects.requireNonNull(EvilUrlsTest.class.getResourceAsStream("evil-urls.jsonl"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            List<Evil> read = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.add(json.readValue(line, Evil.class));
            }
            return List.copyOf(read);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One line.
     *
     * @param answers what its name resolves to, the first time, the second time and so on
     * @param status of a redirect, where it is one
     */
    record Evil(
            String why,
            String url,
            @Nullable List<List<String>> answers,
            @Nullable Integer status,
            @Nullable String location) {

        List<List<String>> resolved() {
            return answers == null ? List.of(List.of("127.0.0.1")) : answers;
        }
    }
}

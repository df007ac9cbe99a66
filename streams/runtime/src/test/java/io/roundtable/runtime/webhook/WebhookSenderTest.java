package io.roundtable.runtime.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.webhook.Destinations;
import io.roundtable.runtime.webhook.Outcome.Kind;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class WebhookSenderTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String URL = "http://hook.example.com/in?a=1&b=%2F";

    private final FakeInternet internet = new FakeInternet().name("hook.example.com", "8.8.8.8");
    private final WebhookSender sender = Samples.sender(internet);
    private RawServer server = RawServer.saying(OK);

    @AfterEach
    void close() {
        sender.close();
        server.close();
    }

    @Test
    void shouldPostTheBodySignedAsStandardWebhooksAsk() throws Exception {
        // Given
        receiver(OK);

        // When
        Outcome outcome = send();

        // Then
        assertThat(outcome).isEqualTo(new Outcome.Delivered(200));
        RawServer.Request request = server.requests.take();
        assertThat(request.head().getFirst()).isEqualTo("POST /in?a=1&b=%2F HTTP/1.1");
        assertThat(request.body()).isEqualTo("{\"hello\":\"wörld\"}");
        assertThat(request.header("webhook-id")).isEqualTo("msg_0123456789");
        assertThat(request.header("webhook-timestamp")).isEqualTo("1772366400");
        assertThat(request.header("webhook-signature")).isEqualTo(Signature.of(Samples.webhook(URL)));
    }

    @Test
    void shouldSendNoMoreHeadersThanItMust() throws Exception {
        // Given
        receiver(OK);

        // When
        send();

        // Then
        assertThat(server.requests.take().head().stream().skip(1).filter(line -> !line.isEmpty()))
                .extracting(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder(
                        "host",
                        "user-agent",
                        "content-type",
                        "content-length",
                        "connection",
                        "webhook-id",
                        "webhook-timestamp",
                        "webhook-signature");
    }

    @Test
    void shouldNameTheHostAndItself() throws Exception {
        // Given
        receiver(OK);

        // When
        send();

        // Then
        RawServer.Request request = server.requests.take();
        assertThat(request.header("Host")).isEqualTo("hook.example.com");
        assertThat(request.header("User-Agent")).isEqualTo("Roundtable-Webhook/1");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void shouldNameAnAddressInBracketsWhereItIsOneOfIpv6() throws Exception {
        // Given
        receiver(OK);
        internet.server("2606:4700:4700::1111", server);

        // When
        Outcome outcome = sender.send(Samples.webhook("http://[2606:4700:4700::1111]:8080/"));

        // Then
        assertThat(outcome).isEqualTo(new Outcome.Delivered(200));
        assertThat(server.requests.take().header("Host")).isEqualTo("[2606:4700:4700::1111]:8080");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void shouldTakeAny2xxForDelivered(int status) throws Exception {
        // Given
        receiver("HTTP/1.1 " + status + " Fine\r\nContent-Length: 0\r\n\r\n");

        // When // Then
        assertThat(send()).isEqualTo(new Outcome.Delivered(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308, 400, 401, 404, 500, 599})
    void shouldTakeAnyOtherStatusForAFailureAndFollowNothing(int status) throws Exception {
        // Given
        receiver("HTTP/1.1 " + status
                + " Other\r\nLocation: http://hook.example.com/other\r\nContent-Length: 0\r\n\r\n");

        // When
        Outcome outcome = send();

        // Then
        assertThat(outcome).isEqualTo(new Outcome.Failed(Kind.STATUS, status, "", null));
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void shouldSayThatTheReceiverWantsNoMore() throws Exception {
        // Given
        receiver("HTTP/1.1 410 Gone\r\nContent-Length: 4\r\n\r\nbye!");

        // When // Then
        assertThat(send()).isEqualTo(new Outcome.Gone("bye!"));
    }

    @ParameterizedTest
    @CsvSource({"429,120", "503,120", "500,", "404,"})
    void shouldHonourRetryAfterWhereItMeansSomething(int status, @Nullable Long seconds) throws Exception {
        // Given
        receiver("HTTP/1.1 " + status + " Later\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n");

        // When // Then
        Duration wanted = seconds == null ? null : Duration.ofSeconds(seconds);
        assertThat(send()).isEqualTo(new Outcome.Failed(Kind.STATUS, status, "", wanted));
    }

    @Test
    void shouldKeepTheFirstKiBOfAnErrorAsText() throws Exception {
        // Given
        String body = "broken\u0000\u001b[31m " + "x".repeat(3_000);
        receiver("HTTP/1.1 500 No\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        // When
        Outcome.Failed failed = failed();

        // Then
        assertThat(failed.detail()).hasSize(1_024).startsWith("broken\uFFFD\uFFFD[31m x");
    }

    @Test
    void shouldNotUnpackWhatComes() throws Exception {
        // Given
        receiver("HTTP/1.1 500 No\r\nContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\nplain!");

        // When // Then
        assertThat(failed().detail()).isEqualTo("plain!");
    }

    @Test
    void shouldHangUpOnABodyThatNeverEnds() throws Exception {
        // Given
        AtomicLong sent = new AtomicLong();
        CountDownLatch hungUp = new CountDownLatch(1);
        receiver((request, connection) -> {
            connection.setSendBufferSize(65_536);
            RawServer.write(connection, "HTTP/1.1 500 No\r\nContent-Length: 1000000000000\r\n\r\n");
            try {
                while (true) {
                    RawServer.write(connection, "x".repeat(8_192));
                    sent.addAndGet(8_192);
                }
            } finally {
                hungUp.countDown();
            }
        });

        // When
        Outcome.Failed failed = failed();

        // Then
        assertThat(failed.kind()).isEqualTo(Kind.STATUS);
        assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
        // What was read, and what the system's buffers took before it was hung up on.
        assertThat(sent.get()).isLessThan(16 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n"
            })
    void shouldTakeA2xxForDeliveredWhateverItsBodyIs(String answer) throws Exception {
        // Given
        receiver((request, connection) -> {
            RawServer.write(connection, answer);
            connection.close();
        });

        // When // Then
        assertThat(send()).isEqualTo(new Outcome.Delivered(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage\r\n\r\n", "HTTP/1.1 abc No\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"})
    void shouldFailWhereWhatComesIsNotHttp(String answer) throws Exception {
        // Given
        receiver((request, connection) -> {
            RawServer.write(connection, answer);
            connection.close();
        });

        // When // Then
        assertThat(failed().kind()).isEqualTo(Kind.BROKEN);
    }

    @Test
    void shouldReadNoMoreHeadThanItsBounds() throws Exception {
        // Given
        receiver("HTTP/1.1 200 OK\r\n" + "X-Many: 1\r\n".repeat(101) + "\r\n");

        // When // Then
        assertThat(failed().kind()).isEqualTo(Kind.BROKEN);
        receiver("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(9_000) + "\r\n\r\n");
        assertThat(failed().kind()).isEqualTo(Kind.BROKEN);
    }

    @Test
    void shouldGiveUpWhenNoByteComesInTime() throws Exception {
        // Given
        receiver((request, connection) -> {});

        // When
        Outcome.Failed failed = failed();

        // Then
        assertThat(failed).isEqualTo(Outcome.Failed.of(Kind.TIMEOUT, "no answer within PT0.3S"));
    }

    @Test
    void shouldGiveUpWhenTheAnswerComesDropByDrop() throws Exception {
        // Given
        receiver((request, connection) -> {
            while (true) {
                RawServer.write(connection, "HTTP/1.1 100 Continue\r\n\r\n");
                LockSupport.parkNanos(50_000_000);
            }
        });

        // When
        Outcome.Failed failed = failed();

        // Then
        assertThat(failed).isEqualTo(Outcome.Failed.of(Kind.TIMEOUT, "no answer within PT0.9S"));
    }

    @Test
    void shouldSayThatNothingListens() throws Exception {
        assertThat(failed()).isEqualTo(Outcome.Failed.of(Kind.CONNECT, "can't connect"));
    }

    @Test
    void shouldSayThatTheNameIsUnknown() throws Exception {
        // When
        Outcome outcome = sender.send(Samples.webhook("http://nobody.example.com/"));

        // Then
        assertThat(outcome)
                .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Failed.class))
                .extracting(Outcome.Failed::kind)
                .isEqualTo(Kind.DNS);
        assertThat(internet.dialled).isEmpty();
    }

    @Test
    void shouldTryTheNextAddressOnlyWhenNothingCouldBeConnectedTo() throws Exception {
        // Given
        server = RawServer.saying(OK);
        internet.name("two.example.com", "8.8.4.4", "8.8.8.8").server("8.8.8.8", server);

        // When
        Outcome outcome = sender.send(Samples.webhook("http://two.example.com/"));

        // Then
        assertThat(outcome).isEqualTo(new Outcome.Delivered(200));
        assertThat(dialled()).containsExactly("8.8.4.4", "8.8.8.8");
        assertThat(internet.lookups("two.example.com")).isEqualTo(1);
    }

    @Test
    void shouldNotTryAnotherAddressOnceItWasConnected() throws Exception {
        // Given
        receiver((request, connection) -> connection.close());
        internet.name("two.example.com", "8.8.8.8", "8.8.4.4");

        // When
        Outcome outcome = sender.send(Samples.webhook("http://two.example.com/"));

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(dialled()).containsExactly("8.8.8.8");
    }

    @Test
    void shouldUseAConnectionAgainButSendNoCookieBack() throws Exception {
        // Given
        receiver("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");

        // When
        send();
        send();

        // Then
        assertThat(server.accepted).hasValue(1);
        assertThat(server.requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.header("Cookie")).isEmpty());
    }

    @Test
    void shouldNotUseAConnectionAgainWhenTheNameHasMoved() throws Exception {
        // Given
        receiver(OK);
        internet.server("1.1.1.1", server).answers("hook.example.com", List.of(List.of("8.8.8.8"), List.of("1.1.1.1")));

        // When
        send();
        send();

        // Then
        assertThat(dialled()).containsExactly("8.8.8.8", "1.1.1.1");
    }

    @Test
    void shouldNotShareAConnectionBetweenNamesOfOneAddress() throws Exception {
        // Given
        receiver(OK);
        internet.name("other.example.com", "8.8.8.8");

        // When
        send();
        sender.send(Samples.webhook("http://other.example.com/"));

        // Then
        assertThat(server.accepted).hasValue(2);
    }

    @Test
    void shouldNotWaitWhereAsManyAreOnTheirWayAsMayBe() throws Exception {
        // Given
        receiver((request, connection) -> {});
        Timeouts patient = new Timeouts(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20));
        WebhookSettings one = new WebhookSettings(Samples.PLAIN, patient, 1, 1, Duration.ZERO);
        try (WebhookSender narrow = new WebhookSender(one, internet, internet, Samples.tls())) {
            Thread first = Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(() -> narrow.send(Samples.webhook(URL)))
                            .isInstanceOf(InterruptedException.class));
            server.requests.take();

            // When
            Outcome second = narrow.send(Samples.webhook("http://hook.example.com/other"));

            // Then
            assertThat(second)
                    .isInstanceOf(Outcome.Failed.class)
                    .extracting("kind")
                    .isEqualTo(Kind.BUSY);
            first.interrupt();
            first.join();
            assertThat(narrow.inFlight()).isZero();
        }
    }

    @Test
    void shouldGoToPublicAddressesOverHttpsAloneUnlessMoreIsOpened() throws Exception {
        // Given
        receiver(OK);
        WebhookSettings strict = Samples.settings(Destinations.publicOnly());
        try (WebhookSender narrow = new WebhookSender(strict, internet, internet, Samples.tls())) {
            // When
            Outcome outcome = narrow.send(Samples.webhook(URL));

            // Then
            assertThat(outcome).isEqualTo(Outcome.Failed.of(Kind.BLOCKED, "the URL must begin with https://"));
        }
    }

    @Test
    void shouldReachLoopbackWhereItIsOpened() throws Exception {
        // Given
        server = RawServer.saying(OK);
        try (WebhookSender real = new WebhookSender(WebhookSettings.to(Destinations.anywhere()))) {
            // When
            Outcome outcome = real.send(Samples.webhook("http://127.0.0.1:" + server.port() + "/in"));

            // Then
            assertThat(outcome).isEqualTo(new Outcome.Delivered(200));
        }
    }

    @Test
    void shouldLeaveNothingOnItsWay() throws Exception {
        // Given
        receiver((request, connection) -> {});
        failed();

        // When // Then
        assertThat(sender.inFlight()).isZero();
    }

    private void receiver(String answer) {
        receiver((request, connection) -> RawServer.write(connection, answer));
    }

    private void receiver(RawServer.Answer answer) {
        server.close();
        server = RawServer.on(answer);
        internet.server("8.8.8.8", server);
    }

    private Outcome send() throws InterruptedException {
        return sender.send(Samples.webhook(URL));
    }

    private Outcome.Failed failed() throws InterruptedException {
        return (Outcome.Failed) send();
    }

    private List<String> dialled() {
        return internet.dialled.stream()
                .map(InetSocketAddress::getAddress)
                .map(address -> address.getHostAddress())
                .toList();
    }
}

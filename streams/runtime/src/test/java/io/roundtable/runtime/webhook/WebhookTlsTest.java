package io.roundtable.runtime.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.webhook.Destinations;
import io.roundtable.runtime.webhook.Outcome.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The name stays the name: for the certificate, and for what is asked of the server; only the address is pinned. */
@Timeout(30)
final class WebhookTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    private static Path directory;

    private static SSLContext receiver = Samples.tls();
    private static SSLContext trusting = Samples.tls();

    private final AtomicReference<List<SNIServerName>> asked = new AtomicReference<>(List.of());
    private final RawServer server = new RawServer(listener(), (request, connection) -> {
        if (((SSLSocket) connection).getSession() instanceof ExtendedSSLSession session) {
            asked.set(session.getRequestedServerNames());
        }
        RawServer.write(connection, OK);
    });
    private final FakeInternet internet = new FakeInternet()
            .server("8.8.8.8", server)
            .name("hook.example.com", "8.8.8.8")
            .name("other.example.com", "8.8.8.8");

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path file = directory.resolve("receiver.p12");
        Process keytool = new ProcessBuilder(command(file))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        receiver = SSLContext.getInstance("TLS");
        receiver.init(own.getKeyManagers(), null, null);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("receiver", keys.getCertificate("receiver"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldSpeakToTheNameWhileConnectingToTheCheckedAddress() throws Exception {
        // When
        Outcome outcome = send("https://hook.example.com/in", trusting);

        // Then
        assertThat(outcome).isEqualTo(new Outcome.Delivered(200));
        assertThat(asked.get()).hasToString("[type=host_name (0), value=hook.example.com]");
        assertThat(server.requests.take().header("Host")).isEqualTo("hook.example.com");
        assertThat(internet.dialled).singleElement().hasToString("/8.8.8.8:443");
    }

    @Test
    void shouldSendNothingWhereTheCertificateIsForAnotherName() throws Exception {
        // When
        Outcome outcome = send("https://other.example.com/in", trusting);

        // Then
        assertThat(outcome)
                .isInstanceOf(Outcome.Failed.class)
                .extracting("kind")
                .isEqualTo(Kind.TLS);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void shouldSendNothingWhereNobodyVouchesForTheCertificate() throws Exception {
        // When
        Outcome outcome = send("https://hook.example.com/in", Samples.tls());

        // Then
        assertThat(outcome)
                .isInstanceOf(Outcome.Failed.class)
                .extracting("kind")
                .isEqualTo(Kind.TLS);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void shouldSendNothingWhereThePeerDoesNotSpeakTls() throws Exception {
        // Given
        try (RawServer plain = RawServer.saying(OK)) {
            internet.server("8.8.8.8", plain);

            // When
            Outcome outcome = send("https://hook.example.com/in", trusting);

            // Then
            assertThat(outcome)
                    .isInstanceOf(Outcome.Failed.class)
                    .extracting("kind")
                    .isEqualTo(Kind.TLS);
            assertThat(plain.requests).isEmpty();
        }
    }

    private Outcome send(String url, SSLContext tls) throws InterruptedException {
        WebhookSettings settings = WebhookSettings.to(Destinations.publicOnly());
        try (WebhookSender sender = new WebhookSender(settings, internet, internet, tls)) {
            return sender.send(Samples.webhook(url));
        }
    }

    private static ServerSocket listener() {
        try {
            return receiver.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command(Path file) {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String arguments = "-genkeypair -alias receiver -keyalg EC -validity 30 -dname CN=receiver -storetype PKCS12"
                + " -ext san=dns:hook.example.com -storepass changeit -keystore";
        return Stream.of(Stream.of(keytool), Stream.of(arguments.split(" ")), Stream.of(file.toString()))
                .flatMap(part -> part)
                .toList();
    }
}

package io.roundtable.runtime.webhook;

import io.roundtable.contract.webhook.Destinations;
import io.roundtable.contract.webhook.WebhookSecret;
import io.roundtable.contract.webhook.WebhookUrl;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** What the tests send, and by what. */
final class Samples {

    static final Instant AT = Instant.parse("2026-03-01T12:00:00.5Z");
    static final WebhookSecret SECRET = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    /** Public addresses over http too, since most receivers of the tests don't speak TLS. */
    static final Destinations PLAIN = new Destinations(true, Set.of(), List.of());

    private Samples() {}

    static Webhook webhook(String url) {
        return new Webhook(
                new WebhookUrl(url),
                List.of(SECRET),
                "msg_0123456789",
                AT,
                "{\"hello\":\"wörld\"}".getBytes(StandardCharsets.UTF_8));
    }

    /** Short enough for tests, and with no name kept. */
    static WebhookSettings settings(Destinations destinations) {
        Timeouts timeouts = new Timeouts(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMillis(900));
        return new WebhookSettings(destinations, timeouts, 8_192, 16, Duration.ZERO);
    }

    static WebhookSender sender(FakeInternet internet) {
        return new WebhookSender(settings(PLAIN), internet, internet, tls());
    }

    static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

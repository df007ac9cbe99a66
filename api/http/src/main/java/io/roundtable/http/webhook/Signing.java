package io.roundtable.http.webhook;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.webhook.Destinations;
import io.roundtable.contract.webhook.WebhookSecret;
import io.roundtable.contract.webhook.WebhookUrl;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.identity.SecretRotation;
import io.roundtable.persistence.identity.WebhookEndpoint;
import io.roundtable.persistence.identity.WebhookSecrets;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where webhooks may go, and the secrets that sign what is sent to them. */
@Singleton
final class Signing {

    private final Destinations destinations;
    private final WebhookSecrets secrets;
    private final Clock clock;

    Signing(Destinations destinations, WebhookSecrets secrets, Clock clock) {
        this.destinations = destinations;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The URL in its one spelling. @throws InvalidInput where nothing may be sent there */
    String checked(@Nullable String url) {
        try {
            var parsed = new WebhookUrl(Objects.requireNonNull(url));
            destinations.check(parsed);
            return parsed.value();
        } catch (InvalidInput e) {
            throw new InvalidInput("url", e.violations().getFirst().message());
        }
    }

    /** The secret where it has just been made; null where there was one, which is never shown again. */
    @Nullable
    String first(WebhookEndpoint endpoint) {
        return secrets.create(endpoint, clock.instant())
                .map(WebhookSecret::text)
                .orElse(null);
    }

    String rotated(WebhookEndpoint endpoint, Duration overlap) {
        return switch (secrets.rotate(endpoint, overlap, clock.instant())) {
            case SecretRotation.Rotated rotated -> rotated.secret().text();
            case SecretRotation.TooMany _ ->
                throw ProblemException.of(
                        ProblemCode.CONFLICT,
                        "As many secrets are valid as may be. Wait until one ends, or end them with overlap_seconds"
                                + " 0.");
            case SecretRotation.Unknown _ ->
                Objects.requireNonNullElseGet(first(endpoint), () -> rotated(endpoint, overlap));
        };
    }

    void forget(WebhookEndpoint endpoint) {
        var _ = secrets.delete(endpoint);
    }
}

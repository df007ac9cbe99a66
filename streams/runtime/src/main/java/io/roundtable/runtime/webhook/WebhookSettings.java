package io.roundtable.runtime.webhook;

import io.roundtable.contract.webhook.Destinations;
import java.time.Duration;

/**
 * How a {@link WebhookSender} goes about it.
 *
 * @param maxInFlight attempts, and so sockets in use, at the same time (8,192)
 * @param maxPerEndpoint of them to one URL (16); the engine has fewer outstanding, so this only guards against faults
 * @param namesKept how long an address found is used again, 0 s to 5 min (30 s); it is checked each time all the same
 */
public record WebhookSettings(
        Destinations destinations, Timeouts timeouts, int maxInFlight, int maxPerEndpoint, Duration namesKept) {

    private static final Duration NAMES_KEPT_AT_MOST = Duration.ofMinutes(5);

    public WebhookSettings {
        if (maxInFlight < 1 || maxInFlight > 65_536) {
            throw new IllegalArgumentException("There may be 1 to 65536 attempts in flight, not " + maxInFlight);
        }
        if (maxPerEndpoint < 1 || maxPerEndpoint > maxInFlight) {
            throw new IllegalArgumentException(
                    "There may be 1 to " + maxInFlight + " attempts in flight to one endpoint, not " + maxPerEndpoint);
        }
        if (namesKept.isNegative() || namesKept.compareTo(NAMES_KEPT_AT_MOST) > 0) {
            throw new IllegalArgumentException("Names may be kept 0 s to 5 min, not " + namesKept);
        }
    }

    public static WebhookSettings to(Destinations destinations) {
        return new WebhookSettings(destinations, Timeouts.defaults(), 8_192, 16, Duration.ofSeconds(30));
    }

    public WebhookSettings with(Timeouts other) {
        return new WebhookSettings(destinations, other, maxInFlight, maxPerEndpoint, namesKept);
    }
}

package io.roundtable.runtime.courier;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.webhook.Destinations;
import io.roundtable.contract.webhook.WebhookSecret;
import io.roundtable.contract.webhook.WebhookUrl;
import io.roundtable.persistence.identity.WebhookSecrets;
import io.roundtable.runtime.webhook.Timeouts;
import io.roundtable.runtime.webhook.Webhook;
import io.roundtable.runtime.webhook.WebhookSender;
import io.roundtable.runtime.webhook.WebhookSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs letters as Standard Webhooks ask, and sends them over HTTP to where they may go. */
public final class SignedPost implements Post, AutoCloseable {

    /** More than all that hang can be: 8,000 attempts of a courier, and what it has just let go. */
    private static final int MAX_IN_FLIGHT = 8_192;

    /** As many as the webhook of one sandbox may be set to, and some of others' that share its URL. */
    private static final int MAX_PER_ENDPOINT = 128;

    private static final Duration NAMES_KEPT = Duration.ofSeconds(30);
    private static final int DETAIL = 1_000;

    /** The longest that a request waits for its command, after which it makes the secret, and time for that. */
    private static final Duration SECRET_MADE = Duration.ofMinutes(1);

    private final WebhookSecrets secrets;
    private final WebhookSender sender;
    private final Clock clock;

    private SignedPost(WebhookSecrets secrets, WebhookSender sender, Clock clock) {
        this.secrets = secrets;
        this.sender = sender;
        this.clock = clock;
    }

    public static SignedPost to(Destinations destinations, WebhookSecrets secrets, Clock clock) {
        var settings =
                new WebhookSettings(destinations, Timeouts.defaults(), MAX_IN_FLIGHT, MAX_PER_ENDPOINT, NAMES_KEPT);
        return new SignedPost(secrets, new WebhookSender(settings), clock);
    }

    @Override
    public DeliveryResult send(Letter letter) throws InterruptedException {
        var now = clock.instant();
        List<WebhookSecret> signing = secrets.valid(letter.to().endpoint(), now);
        if (signing.isEmpty()) {
            return unsigned(letter.to().since().plus(SECRET_MADE).isAfter(now));
        }
        WebhookUrl url;
        try {
            url = new WebhookUrl(letter.url());
        } catch (InvalidInput e) {
            return new DeliveryResult(Outcome.FAILED, "the URL is none that can be sent to", null);
        }
        return result(sender.send(new Webhook(url, signing, letter.id(), now, letter.body(), letter.replayed())));
    }

    /**
     * Just set, and its secret is about to be made: then nothing was tried. Or lost with the node that was to make it: then
     * it never can be sent, and must not be tried for ever.
     */
    private static DeliveryResult unsigned(boolean isNew) {
        return isNew
                ? DeliveryResult.of(Outcome.SKIPPED)
                : new DeliveryResult(Outcome.FAILED, "the webhook has no secret: rotate it to make one", null);
    }

    private static DeliveryResult result(io.roundtable.runtime.webhook.Outcome outcome) {
        return switch (outcome) {
            case io.roundtable.runtime.webhook.Outcome.Delivered _ -> DeliveryResult.of(Outcome.DELIVERED);
            case io.roundtable.runtime.webhook.Outcome.Gone gone ->
                new DeliveryResult(Outcome.GONE, detail("gone", 410, gone.detail()), null);
            case io.roundtable.runtime.webhook.Outcome.Failed failed -> failed(failed);
        };
    }

    private static DeliveryResult failed(io.roundtable.runtime.webhook.Outcome.Failed failed) {
        String detail =
                detail(failed.kind().name().toLowerCase(java.util.Locale.ROOT), failed.status(), failed.detail());
        var wait = failed.retryAfter();
        Integer seconds =
                wait == null ? null : (int) Math.clamp(wait.toSeconds(), 0L, DeliveryResult.MAX_RETRY_AFTER_SECONDS);
        boolean notTried = failed.kind() == io.roundtable.runtime.webhook.Outcome.Kind.BUSY;
        return new DeliveryResult(notTried ? Outcome.SKIPPED : Outcome.FAILED, detail, seconds);
    }

    /** What a report and a row can hold, whatever the receiver has answered. */
    private static String detail(String kind, @Nullable Integer status, String said) {
        var text = new StringBuilder(kind);
        if (status != null) {
            text.append(' ').append(status);
        }
        text.append(": ");
        said.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '\uFFFD' : c)
                .limit(DETAIL - text.length())
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    @Override
    public void close() {
        sender.close();
    }
}

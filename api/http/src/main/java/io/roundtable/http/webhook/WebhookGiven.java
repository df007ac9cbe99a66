package io.roundtable.http.webhook;

import io.roundtable.contract.Check;
import io.roundtable.contract.WebhookCommand.SetWebhook;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks a webhook to be.
 *
 * @param maxInFlight most attempts at a time, 1 to 100, by default 4
 */
record WebhookGiven(@Nullable String url, @Nullable Integer maxInFlight) {

    WebhookGiven {
        new Check()
                .required("url", url)
                .range("max_in_flight", maxInFlight, 1, 100)
                .done();
    }

    int inFlight() {
        return maxInFlight == null ? SetWebhook.DEFAULT_IN_FLIGHT : maxInFlight;
    }
}

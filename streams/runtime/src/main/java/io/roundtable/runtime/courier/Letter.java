package io.roundtable.runtime.courier;

import io.roundtable.persistence.identity.WebhookEndpoint;
import java.util.Arrays;

/**
 * A message, or an event, on its way to a webhook.
 *
 * @param endpoint whose secrets sign it
 * @param id by which the receiver tells a repeat
 * @param url where it is sent to
 * @param body JSON, the same in every attempt but for the attempt's number
 * @param replayed whether it is sent again, as somebody has asked
 */
@SuppressWarnings("ArrayRecordComponent") // at most a MiB that is written once: neither compared nor changed
public record Letter(WebhookEndpoint endpoint, String id, String url, byte[] body, boolean replayed) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Letter letter
                && endpoint.equals(letter.endpoint)
                && id.equals(letter.id)
                && url.equals(letter.url)
                && replayed == letter.replayed
                && Arrays.equals(body, letter.body);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Without the body, which is nobody else's to read. */
    @Override
    public String toString() {
        return "Letter[" + id + " to " + url + "]";
    }
}

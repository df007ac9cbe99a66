package io.roundtable.runtime.courier;

import io.roundtable.persistence.identity.WebhookEndpoint;
import java.time.Instant;

/**
 * Who a letter is for.
 *
 * @param endpoint whose secrets sign it
 * @param url where it is sent to
 * @param since when the webhook was made or set last: its first secret is made right after that
 */
public record Recipient(WebhookEndpoint endpoint, String url, Instant since) {}

package io.roundtable.runtime.webhook;

import io.roundtable.contract.webhook.WebhookUrl;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * Counts attempts on their way, in all and by URL. Nobody waits here: a queue in front of an endpoint that hangs would
 * only be a second place in which work gets old.
 */
final class InFlight {

    private final Semaphore all;
    private final int maxPerEndpoint;
    private final ConcurrentMap<WebhookUrl, Integer> byEndpoint = new ConcurrentHashMap<>();

    InFlight(int max, int maxPerEndpoint) {
        this.all = new Semaphore(max);
        this.maxPerEndpoint = maxPerEndpoint;
    }

    /** Whether there is room; then {@link #leave} must follow. */
    boolean enter(WebhookUrl url) {
        if (!all.tryAcquire()) {
            return false;
        }
        if (byEndpoint.merge(url, 1, Integer::sum) > maxPerEndpoint) {
            leave(url);
            return false;
        }
        return true;
    }

    void leave(WebhookUrl url) {
        byEndpoint.computeIfPresent(url, (key, count) -> count == 1 ? null : count - 1);
        all.release();
    }

    /** How many are on their way. */
    int count() {
        return byEndpoint.values().stream().mapToInt(Integer::intValue).sum();
    }
}

package io.roundtable.runtime.webhook;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.webhook.Destinations;
import io.roundtable.contract.webhook.Host;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;

/**
 * Sends webhooks as Standard Webhooks 1.0 asks, to where they may go: the name is resolved once, all of its addresses
 * are checked, and one that was checked is connected to. It blocks: call it on a virtual thread for each attempt.
 */
public final class WebhookSender implements AutoCloseable {

    /** More are for load, not for reaching the host: the others are tried only while nothing could be connected to. */
    private static final int MAX_ADDRESSES_TRIED = 3;

    private final WebhookSettings settings;
    private final Lookups lookups;
    private final InFlight inFlight;
    private final ScheduledThreadPoolExecutor timer;
    private final MinimalHttpClient client;
    private final Future<?> sweep;

    public WebhookSender(WebhookSettings settings) {
        this(settings, Names.ofSystem(), proxy -> new Socket(Proxy.NO_PROXY), systemTls());
    }

    WebhookSender(WebhookSettings settings, Names names, DetachedSocketFactory sockets, SSLContext tls) {
        this.settings = settings;
        this.lookups = new Lookups(names, settings.timeouts().lookup(), settings.namesKept());
        this.inFlight = new InFlight(settings.maxInFlight(), settings.maxPerEndpoint());
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("webhook-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        PoolingHttpClientConnectionManager pool = Connections.pool(settings, new Connector(sockets, tls));
        this.client = HttpClients.createMinimal(pool);
        TimeValue idle = TimeValue.of(Connections.IDLE);
        this.sweep = timer.scheduleWithFixedDelay(() -> pool.closeIdle(idle), 5, 5, TimeUnit.SECONDS);
    }

    /**
     * Makes one attempt, in at most the whole time-out and the time that closing takes.
     *
     * @throws InterruptedException where the thread was interrupted; whether the receiver has it isn't known then
     * @throws IllegalStateException where this was closed before
     */
    public Outcome send(Webhook webhook) throws InterruptedException {
        try {
            settings.destinations().check(webhook.url());
        } catch (InvalidInput e) {
            return Outcome.Failed.of(
                    Outcome.Kind.BLOCKED, "the URL " + e.violations().getFirst().message());
        }
        if (!inFlight.enter(webhook.url())) {
            return Outcome.Failed.of(Outcome.Kind.BUSY, "as many attempts are on their way as may be");
        }
        try (Cutoff cutoff = new Cutoff(timer, settings.timeouts().whole())) {
            return resolveAndPost(webhook, cutoff);
        } finally {
            inFlight.leave(webhook.url());
        }
    }

    /** How many attempts are on their way. */
    public int inFlight() {
        return inFlight.count();
    }

    private Outcome resolveAndPost(Webhook webhook, Cutoff cutoff) throws InterruptedException {
        Host host = webhook.url().parts().host();
        List<InetAddress> addresses;
        try {
            addresses = host.address() == null ? lookups.addressesOf(host.name()) : List.of(host.address());
        } catch (UnknownHostException e) {
            return Outcome.Failed.of(Outcome.Kind.DNS, String.valueOf(e.getMessage()));
        }
        Destinations destinations = settings.destinations();
        // All of them, not only the one to be used: who answers with a private address among others is up to something.
        if (!addresses.stream().allMatch(address -> destinations.allows(host, address))) {
            return Outcome.Failed.of(Outcome.Kind.BLOCKED, "the host has an address that isn't public");
        }
        return postToFirst(webhook, addresses, cutoff);
    }

    private Outcome postToFirst(Webhook webhook, List<InetAddress> addresses, Cutoff cutoff)
            throws InterruptedException {
        Exchange exchange = new Exchange(client, settings.timeouts());
        Outcome outcome = exchange.post(webhook, addresses.getFirst(), cutoff);
        for (int next = 1; next < Math.min(addresses.size(), MAX_ADDRESSES_TRIED); next++) {
            if (!(outcome instanceof Outcome.Failed failed) || failed.kind() != Outcome.Kind.CONNECT) {
                return outcome;
            }
            outcome = exchange.post(webhook, addresses.get(next), cutoff);
        }
        return outcome;
    }

    private static SSLContext systemTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform can't speak TLS", e);
        }
    }

    /** Ends what is on its way; those that wait for it get an outcome. */
    @Override
    public void close() {
        sweep.cancel(false);
        client.close(CloseMode.IMMEDIATE);
        timer.shutdownNow();
        lookups.close();
    }
}

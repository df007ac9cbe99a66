package io.roundtable.runtime.webhook;

import io.roundtable.contract.webhook.WebhookUrl;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.InstantSource;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.jspecify.annotations.Nullable;

/**
 * One POST to one address that was checked. The client beneath is the library's minimal one: no redirects, cookies,
 * authentication, proxies, decompression or retries, since it has no code for them.
 */
final class Exchange {

    private static final ContentType JSON = ContentType.create("application/json");
    private static final String USER_AGENT = "Roundtable-Webhook/1";

    private final MinimalHttpClient client;
    private final Timeouts timeouts;
    private final Answers answers = new Answers(InstantSource.system());

    Exchange(MinimalHttpClient client, Timeouts timeouts) {
        this.client = client;
        this.timeouts = timeouts;
    }

    Outcome post(Webhook webhook, InetAddress address, Cutoff cutoff) throws InterruptedException {
        WebhookUrl.Parts url = webhook.url().parts();
        HttpHost target = new HttpHost(url.scheme(), address, url.host().name(), url.port());
        HttpPost request = request(webhook, url);
        HttpClientContext context = HttpClientContext.create();
        cutoff.hold(request);
        @Nullable ClassicHttpResponse response = null;
        try {
            response = client.executeOpen(target, request, context);
            return answers.read(response);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            return failure(e, Phase.of(context), cutoff);
        } finally {
            close(response);
        }
    }

    private HttpPost request(Webhook webhook, WebhookUrl.Parts url) {
        HttpPost request = new HttpPost(URI.create(webhook.url().value()));
        request.setPath(url.target());
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Connections.timeout(timeouts.connect()))
                .setResponseTimeout(Connections.timeout(timeouts.firstByte()))
                .build());
        request.setHeader("User-Agent", USER_AGENT);
        request.setHeader("webhook-id", webhook.id());
        request.setHeader("webhook-timestamp", Signature.timestamp(webhook));
        request.setHeader("webhook-signature", Signature.of(webhook));
        if (webhook.replayed()) {
            request.setHeader("roundtable-replayed", "true");
        }
        request.setEntity(new ByteArrayEntity(webhook.body(), JSON));
        return request;
    }

    private Outcome failure(IOException e, Phase phase, Cutoff cutoff) {
        if (cutoff.hasPassed()) {
            return Outcome.Failed.of(Outcome.Kind.TIMEOUT, "no answer within " + timeouts.whole());
        }
        return switch (phase) {
            case CONNECT -> Outcome.Failed.of(Outcome.Kind.CONNECT, connectFailure(e));
            case HANDSHAKE -> Outcome.Failed.of(Outcome.Kind.TLS, "no TLS session: " + tlsFailure(e));
            case EXCHANGE -> exchangeFailure(e);
        };
    }

    private String connectFailure(IOException e) {
        return e instanceof InterruptedIOException ? "no connection within " + timeouts.connect() : "can't connect";
    }

    /** The library's own words name no address here, but may be long. */
    private static String tlsFailure(IOException e) {
        String said = String.valueOf(e.getMessage());
        return said.substring(0, Math.min(said.length(), 300));
    }

    private Outcome exchangeFailure(IOException e) {
        if (e instanceof ConnectionRequestTimeoutException) {
            return Outcome.Failed.of(Outcome.Kind.BUSY, "no room in the pool of connections");
        }
        if (e instanceof SocketTimeoutException) {
            return Outcome.Failed.of(Outcome.Kind.TIMEOUT, "no answer within " + timeouts.firstByte());
        }
        if (e instanceof SSLException) {
            return Outcome.Failed.of(Outcome.Kind.TLS, "the TLS session broke: " + tlsFailure(e));
        }
        return Outcome.Failed.of(Outcome.Kind.BROKEN, "the connection broke before an answer in HTTP was there");
    }

    /** Drains nothing: a body that was read to its end has given its connection back, any other loses it. */
    private static void close(@Nullable ClassicHttpResponse response) {
        if (response instanceof ModalCloseable open) {
            open.close(CloseMode.IMMEDIATE);
        }
    }
}

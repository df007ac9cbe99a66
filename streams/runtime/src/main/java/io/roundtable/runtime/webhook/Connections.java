package io.roundtable.runtime.webhook;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The pool of connections. A connection belongs to a scheme, name, checked address and port together, and is used again
 * within 30 s; those in use and those that wait are together never more than the attempts that may be in flight.
 */
final class Connections {

    static final Duration IDLE = Duration.ofSeconds(30);

    private static final int MAX_HEADERS = 100;
    private static final int MAX_LINE_BYTES = 8_192;

    private Connections() {}

    static PoolingHttpClientConnectionManager pool(WebhookSettings settings, Connector connector) {
        var pool = new PoolingHttpClientConnectionManager(
                connector,
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TimeValue.NEG_ONE_MILLISECOND,
                ManagedHttpClientConnectionFactory.builder()
                        .http1Config(boundedHead())
                        .build());
        pool.setMaxTotal(settings.maxInFlight());
        pool.setDefaultMaxPerRoute(settings.maxInFlight());
        Timeout connect = timeout(settings.timeouts().connect());
        pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(connect)
                .setSocketTimeout(timeout(settings.timeouts().firstByte()))
                // An endpoint may have closed what it was left: asking costs a millisecond, not asking an attempt.
                .setValidateAfterInactivity(TimeValue.of(1, TimeUnit.SECONDS))
                .setTimeToLive(TimeValue.of(5, TimeUnit.MINUTES))
                .build());
        pool.setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build());
        return pool;
    }

    private static Http1Config boundedHead() {
        return Http1Config.custom()
                .setMaxHeaderCount(MAX_HEADERS)
                .setMaxLineLength(MAX_LINE_BYTES)
                .setMaxEmptyLineCount(1)
                .build();
    }

    static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }
}
